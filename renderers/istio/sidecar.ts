import type { Model, Service } from '../../engine/sdk.ts'
import { everyPodOf, ownedLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'
import { fqdn } from './names.ts'
import { entryHost } from './service-entry.ts'

/**
 * https://istio.io/latest/docs/reference/config/networking/sidecar/ A proxy only knows whom its service calls: that keeps its configuration small,
 * and what is not declared can't be reached.
 */
export function sidecar(service: Service, model: Model) {
  const hosts = service.calls.map(({ name, type }) => {
    if (type === 'service') return fqdn(name, model)
    return type === 'external' || model.stores[name]?.external !== undefined ? entryHost(name, model) : fqdn(name, model)
  })
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: metadata(service.name, model.environment.namespace, ownedLabels(model, service)),
    spec: {
      workloadSelector: { labels: everyPodOf(service.name).matchLabels },
      egress: [{ hosts: [...hosts.map((host) => `./${host}`), `${model.mesh.namespace}/*`] }],
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    },
  }
}
