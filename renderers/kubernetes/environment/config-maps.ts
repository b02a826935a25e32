import type { KubernetesObject, Model } from '../../../engine/sdk.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'
import { configsOf } from '../pod/checksum.ts'

/** Shared configuration, as far as somebody uses it here. https://kubernetes.io/docs/concepts/configuration/configmap/ */
export function* configMaps(model: Model): Iterable<KubernetesObject> {
  const used = new Set(Object.values(model.services).flatMap((service) => [...configsOf(service)]))
  for (const [name, data] of Object.entries(model.config))
    if (used.has(name))
      yield { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata(name, model.environment.namespace, platformLabels(model)), data }
}
