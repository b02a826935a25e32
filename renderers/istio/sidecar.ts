import type { Model, Service } from '../../engine/sdk.ts'
import { everyPodOf, ownedLabels } from '../_shared/labels.ts'
import { proxyCallsOf } from '../_shared/mesh-reach.ts'
import { metadata } from '../_shared/metadata.ts'
import { fqdn } from './names.ts'
import { entryHost } from './service-entry.ts'

/**
 * https://istio.io/latest/docs/reference/config/networking/sidecar/ A proxy only knows whom its service calls: that keeps its configuration small,
 * and what is not declared can't be reached.
 */
export function sidecar(service: Service, model: Model) {
  const hosts = service.calls.map((edge) => {
    const { name, type, namespace } = edge
    const isEntry = type === 'external' || model.stores[name]?.external !== undefined
    return `${namespace === service.namespace ? '.' : namespace}/${isEntry ? entryHost(name, model) : fqdn(edge)}`
  })
  const proxyCalls = proxyCallsOf(service, model).map(({ host, namespace }) => `${namespace}/${host}`)
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: metadata(service.name, service.namespace, ownedLabels(model, service)),
    spec: {
      workloadSelector: { labels: everyPodOf(service.name).matchLabels },
      egress: [{ hosts: [...hosts, ...proxyCalls, `${model.mesh.namespace}/*`] }],
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    },
  }
}
