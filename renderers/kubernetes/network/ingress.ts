import type { Model, Service } from '../../../engine/sdk.ts'
import { GATEWAY_NAME, gatewayName } from '../../_shared/gateway-names.ts'
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
    service.callers.map((edge) => ({ ports: policyPorts(edge.ports), peers: [podsPeer(edge, service.namespace)] })),
  ))
    rules.push({ from: peers, ports })
  if (service.expose !== undefined) rules.push({ from: [edgePeer(service.namespace, model)], ports: policyPorts([service.expose.port]) })
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

/** The proxy at the edge, as a policy in the namespace `from` names it: the pods of the environment's own Gateway, or whoever serves all of the cluster. */
export function edgePeer(from: string, model: Model): NetworkPolicyPeer {
  const { ingress, environment } = model
  if (ingress.api === 'gateway' && ingress.namespace === environment.namespace)
    return from === environment.namespace
      ? { podSelector: { matchLabels: { [GATEWAY_NAME]: gatewayName(model) } } }
      : podsInNamespace(environment.namespace, { [GATEWAY_NAME]: gatewayName(model) })
  return isEmpty(ingress.selector) ? namespacePeer(ingress.namespace) : podsInNamespace(ingress.namespace, ingress.selector)
}
