import type { Model, Service } from '../../engine/sdk.ts'
import { ownedLabels, SUBSET } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'
import { fqdn } from './names.ts'

/** https://istio.io/latest/docs/reference/config/networking/destination-rule/ One subset per version; nothing for a service without versions. */
export function destinationRule(service: Service, model: Model) {
  const subsets = service.versions.flatMap(({ name }) => (name === undefined ? [] : [{ name, labels: { [SUBSET]: name } }]))
  if (subsets.length === 0) return undefined
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: metadata(service.name, model.environment.namespace, ownedLabels(model, service)),
    spec: { host: fqdn(service.name, model), subsets },
  }
}
