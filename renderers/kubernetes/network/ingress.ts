import { type Gateway, type Model, machineCallers, type Service, type Workload } from '../../../engine/sdk.ts'
import { GATEWAY_NAME } from '../../_shared/gateway-names.ts'
import { isEmpty } from '../../_shared/metadata.ts'
import type { IngressRule, NetworkPolicyPeer, NetworkPolicyPort } from '../../_shared/network-types.ts'
import { grouped, namespacePeer, networkPeers, podsInNamespace, podsPeer, policyPorts } from './peers.ts'

/** Where the proxies of Istio serve their metrics, and those of the program with them. */
const MERGED_METRICS: NetworkPolicyPort = Object.freeze({ port: 15020, protocol: 'TCP' })

/** Who may call a service. Probes of the kubelet need no rule: a pod is always open to its node. */
export function ingress(service: Service, model: Model): readonly IngressRule[] {
  const all = policyPorts(service.ports)
  const rules: IngressRule[] = []
  for (const { peers, ports } of grouped(
    service.callers.map((edge) => ({ ports: policyPorts(edge.ports), peers: [podsPeer(edge, service.namespace, model)] })),
  ))
    rules.push({ from: peers, ports })
  rules.push(...fromMachines(service, model))
  if (service.expose !== undefined)
    rules.push({ from: edgePeers(service.expose.ways, service.namespace, model), ports: policyPorts([service.expose.port]) })
  const scraped = scrapedPorts(service)
  if (scraped.length > 0) rules.push({ from: [namespacePeer(model.monitoring.namespace)], ports: scraped })
  if (all.length === 0) return rules
  const neighbours = service.access.namespaces.map(({ name, ports }) => ({ peers: [namespacePeer(name)], ports: policyPorts(ports) }))
  const networks = service.access.networks.length === 0 ? [] : [{ peers: networkPeers(service.access.networks), ports: all }]
  for (const { peers, ports } of grouped([...neighbours, ...networks])) rules.push({ from: peers, ports })
  if (service.access.anyone) rules.push({ ports: all })
  else if (isPublic(service))
    rules.push(seesSources(service) ? { from: networkPeers(service.service.sources), ports: all } : { ports: all })
  return rules
}

/** Machines of the mesh are no pods: they are known by their addresses. */
export function fromMachines(workload: Workload, model: Model): readonly IngressRule[] {
  return machineCallers(workload, model).flatMap(({ networks, ports }) =>
    // No peer at all would be everybody.
    networks.length === 0 ? [] : [{ from: networkPeers(networks), ports: policyPorts(ports) }],
  )
}

/** Whether connections still have the address of who made them: only then can a policy filter as the load balancer does, and does not shut out the nodes that pass them on. */
function seesSources({ service }: Service): boolean {
  return service.type === 'LoadBalancer' && service.sources.length > 0 && service.externalTraffic === 'Local'
}

/** What stands on a port of the nodes is reached by anybody, mostly with the address of a node. */
function isPublic({ service }: Service): boolean {
  return service.type === 'NodePort' || service.type === 'LoadBalancer'
}

function scrapedPorts({ metrics, inMesh }: Service): readonly NetworkPolicyPort[] {
  const own = metrics === undefined ? [] : policyPorts([metrics.port])
  return inMesh ? [...own, MERGED_METRICS] : own
}

/** The proxies at the edge, each once, as a policy in the namespace `from` names them: the pods of the environment's own Gateways, or whoever serves all of the cluster. */
export function edgePeers(ways: readonly { readonly gateway: Gateway }[], from: string, model: Model): readonly NetworkPolicyPeer[] {
  const peers = new Map(
    ways.map(({ gateway }) => {
      const peer = edgePeer(gateway, from, model)
      return [JSON.stringify(peer), peer]
    }),
  )
  return [...peers.values()]
}

function edgePeer({ name, namespace, selector }: Gateway, from: string, { ingress, environment }: Model): NetworkPolicyPeer {
  if (ingress.api === 'gateway' && namespace === environment.namespace)
    return from === environment.namespace
      ? { podSelector: { matchLabels: { [GATEWAY_NAME]: name } } }
      : podsInNamespace(environment.namespace, { [GATEWAY_NAME]: name })
  return isEmpty(selector) ? namespacePeer(namespace) : podsInNamespace(namespace, selector)
}
