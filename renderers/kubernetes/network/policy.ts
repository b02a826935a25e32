import type { Model, Service, Store, Workload } from '../../../engine/sdk.ts'
import { everyPodOf, ownedLabels } from '../../_shared/labels.ts'
import { proxyCallsOf } from '../../_shared/mesh-reach.ts'
import { metadata } from '../../_shared/metadata.ts'
import { storeScrapes, watchingEgress } from '../../_shared/monitoring/reach.ts'
import type { NetworkPolicy } from '../../_shared/network-types.ts'
import { ownBucket } from '../../_shared/own-bucket.ts'
import { isAmbient } from '../../_shared/waypoint.ts'
import { opennessWaiver } from '../waivers/service-waivers.ts'
import { tunnelled } from './ambient.ts'
import { type Called, egress } from './egress.ts'
import { fromMachines, ingress } from './ingress.ts'
import { type Allowed, grouped, namespacePeer, podsPeer, policyPorts } from './peers.ts'

/** What follows from `calls`, `access`, `expose` and `metrics`, for the pods of every version and the migrations. https://kubernetes.io/docs/concepts/services-networking/network-policies/ */
export function servicePolicy(service: Service, model: Model): NetworkPolicy {
  return through(service, model, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata(service.name, service.namespace, ownedLabels(model, service), opennessWaiver(service)),
    spec: {
      podSelector: everyPodOf(service.name),
      policyTypes: ['Ingress', 'Egress'],
      ingress: ingress(service, model),
      egress: [
        ...egress(
          {
            from: service.namespace,
            inMesh: service.inMesh,
            calls: service.calls,
            dns: service.placement.dns,
            token: service.account.token,
            proxyCalls: proxyCallsOf(service, model),
            modules: service.inMesh ? Object.values(service.mesh.proxy.modules).map(({ addresses }) => addresses) : [],
          },
          model,
        ),
        ...watchingEgress(service, model),
      ],
    },
  })
}

/** As connections of the workload go: as they are, or through tunnels. */
function through(workload: Workload, model: Model, policy: NetworkPolicy): NetworkPolicy {
  return isAmbient(workload, model) ? tunnelled(policy, workload) : policy
}

/** A store answers its callers and calls nobody; its members also talk among each other. An operator calls them, and lets them copy themselves. */
export function storePolicy(store: Store, model: Model): NetworkPolicy {
  const called = policyPorts(store.peers)
  const pods = { matchLabels: store.pods }
  const members = { ports: called, peers: [{ podSelector: pods }] }
  const callers = grouped([
    ...store.callers.map((edge) => ({ ports: policyPorts(edge.ports), peers: [podsPeer(edge, store.namespace, model)] })),
    ...(called.length === 0 ? [] : [members]),
    ...calledByOperator(store),
  ])
  const scraped = storeScrapes(store, model).map((port) => ({ port, protocol: 'TCP' as const }))
  return through(store, model, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata(store.name, store.namespace, ownedLabels(model, store)),
    spec: {
      podSelector: pods,
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        ...callers.map(({ peers, ports }) => ({ from: peers, ports })),
        ...(scraped.length === 0 ? [] : [{ from: [namespacePeer(model.monitoring.namespace)], ports: scraped }]),
        ...fromMachines(store, model),
      ],
      egress: [
        ...egress(
          {
            from: store.namespace,
            inMesh: store.inMesh,
            calls: keepsCopiesAt(store, model),
            dns: store.placement.dns,
            token: store.operator?.asksApi === true,
            proxyCalls: proxyCallsOf(store, model),
            modules: [],
          },
          model,
        ),
        ...(called.length === 0 ? [] : [{ to: members.peers, ports: called }]),
      ],
    },
  })
}

/** The operator looks after members itself. */
function calledByOperator({ operator }: Store): readonly Allowed[] {
  if (operator === undefined || operator.calledPorts.length === 0) return []
  return [{ ports: operator.calledPorts.map((port) => ({ port, protocol: 'TCP' })), peers: [namespacePeer(operator.namespace)] }]
}

/** The bucket of a store that copies itself. */
function keepsCopiesAt(store: Store, { externals }: Model): readonly Called[] {
  const { operator, backup, namespace } = store
  if (backup === undefined || backup.target.type !== 's3' || (operator === undefined && ownBucket(store) === undefined)) return []
  const external = externals[backup.target.external]
  return external === undefined ? [] : [{ name: external.name, type: 'external', namespace, ports: external.ports.slice(0, 1) }]
}
