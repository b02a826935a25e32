import type { Edge, Model, Named, Port } from '../../../engine/sdk.ts'
import { podsNamed } from '../../_shared/labels.ts'
import type { NetworkPolicyPeer, NetworkPolicyPort } from '../../_shared/network-types.ts'

/** A namespace, by the label that the API server itself gives it. */
export function namespacePeer(name: string): NetworkPolicyPeer {
  return { namespaceSelector: namespaceLabels(name) }
}

/** Some pods of another namespace. */
export function podsInNamespace(namespace: string, labels: { readonly [key: string]: string }): NetworkPolicyPeer {
  return { namespaceSelector: namespaceLabels(namespace), podSelector: { matchLabels: labels } }
}

function namespaceLabels(name: string) {
  return { matchLabels: { 'kubernetes.io/metadata.name': name } }
}

/** The pods of a service or store, as a policy in the namespace `from` names them. */
export function podsPeer({ name, namespace }: Pick<Edge, 'name' | 'namespace'>, from: string, model: Model): NetworkPolicyPeer {
  const podSelector = podsNamed(name, model)
  return namespace === from ? { podSelector } : { namespaceSelector: namespaceLabels(namespace), podSelector }
}

/** Networks, by their CIDR. */
export function networkPeers(networks: readonly string[]): readonly NetworkPolicyPeer[] {
  return networks.map((cidr) => ({ ipBlock: { cidr } }))
}

/** RFC 1918, RFC 6598 and link-local addresses, where nodes, pods, Services and the cloud's metadata live; and the same of IPv6 (RFC 4193, RFC 4291). */
export const OUTSIDE: readonly NetworkPolicyPeer[] = Object.freeze([
  { ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'] } },
  { ipBlock: { cidr: '::/0', except: ['fc00::/7', 'fe80::/10'] } },
])

/** Where somebody that is called can be found: its pods, its declared networks, or anywhere outside of private networks. */
export function calleePeers(edge: Pick<Edge, 'name' | 'type' | 'namespace'>, from: string, model: Model): readonly NetworkPolicyPeer[] {
  const { name, type } = edge
  switch (type) {
    case 'service':
      return [podsPeer(edge, from, model)]
    case 'store': {
      const external = found(model.stores, name).external
      return external === undefined ? [podsPeer(edge, from, model)] : outside(external.addresses)
    }
    case 'external':
      return viaGateway(name, model) ?? outside(found(model.externals, name).addresses)
  }
}

/** The gateway that connections leave through, so that nobody can go past it. */
function viaGateway(name: string, { externals, trust }: Model): readonly NetworkPolicyPeer[] | undefined {
  const through = externals[name]?.through
  const gateway = through === undefined ? undefined : trust.gateways[through]
  return gateway && [podsInNamespace(gateway.namespace, gateway.labels)]
}

function found<T>(things: Named<T>, name: string): T {
  const thing = things[name]
  if (thing === undefined) throw new Error(`an edge leads to ${name}, which the model does not have`)
  return thing
}

/** Declared networks, or anywhere outside of private ones. */
export function outside(addresses: readonly string[]): readonly NetworkPolicyPeer[] {
  return addresses.length === 0 ? OUTSIDE : networkPeers(addresses)
}

/** Ports of the container, which is what a policy sees. */
export function policyPorts(ports: readonly Port[]): readonly NetworkPolicyPort[] {
  return ports.map(({ port, protocol }) => ({ port, protocol }))
}

/** Who may use which ports. */
export interface Allowed {
  readonly ports: readonly NetworkPolicyPort[]
  readonly peers: readonly NetworkPolicyPeer[]
}

/** Who may use the same ports, as one. In the order of their first. */
export function grouped(allowed: readonly Allowed[]): readonly Allowed[] {
  if (allowed.length < 2) return allowed
  const groups = new Map<string, { readonly ports: readonly NetworkPolicyPort[]; readonly peers: NetworkPolicyPeer[] }>()
  for (const { ports, peers } of allowed) {
    const key = ports.map(({ port, protocol }) => `${port}${protocol}`).join()
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { ports, peers: [...peers] })
    else group.peers.push(...peers)
  }
  return [...groups.values()]
}
