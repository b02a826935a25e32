import type { Edge, Model, Service, Store } from '../../engine/sdk.ts'
import type { Annotations } from '../_shared/kubernetes-types.ts'
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
  const proxyCalls = proxyCallsOf(service, model).map(({ host, namespace }) => `${namespace}/${host}`)
  const hosts = service.calls.flatMap((edge) => reached(edge, service, model))
  const known = new Set([...hosts, ...proxyCalls, `${model.mesh.namespace}/*`])
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: metadata(service.name, service.namespace, ownedLabels(model, service), openness(model)),
    spec: {
      workloadSelector: { labels: everyPodOf(service.name).matchLabels },
      egress: [{ hosts: [...known] }],
      outboundTrafficPolicy: { mode: model.mesh.egress.undeclared === 'allow' ? 'ALLOW_ANY' : 'REGISTRY_ONLY' },
    },
  }
}

/** Why a proxy lets connections out that nobody declared, for whoever finds it. */
function openness({ mesh }: Model): Annotations {
  const { undeclared, reason } = mesh.egress
  return undeclared === 'allow' && reason !== undefined ? { 'platgen.dev/waiver-egress': reason } : {}
}

/** Where a callee is known under which name, and the gateway that connections to it leave through. */
function reached(edge: Edge, service: Service, model: Model): readonly string[] {
  const { name, type, namespace } = edge
  const from = (home: string, host: string) => `${home === service.namespace ? '.' : home}/${host}`
  const external = model.externals[name]
  const store = type === 'store' ? model.stores[name] : undefined
  if (store !== undefined && store.external === undefined)
    return servicesOf(store).map((host) => from(namespace, fqdn({ name: host, namespace })))
  if (type === 'service') return [from(namespace, fqdn(edge))]
  const gateway = external?.through === undefined ? undefined : model.trust.gateways[external.through]
  const host = from(namespace, entryHost(name, model))
  return gateway === undefined || gateway.namespace === model.mesh.namespace ? [host] : [host, from(gateway.namespace, gateway.host)]
}

/** The Services of a store: for writing, for reading, and of single members, whom clients of a cluster are told of. */
function servicesOf({ host, readHost, headless, replicas, operator }: Store): readonly string[] {
  const members = replicas > 1 || operator !== undefined ? [headless] : []
  return [...new Set([host, readHost, ...members])]
}
