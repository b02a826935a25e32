import type { Edge, MeshService, Model } from '../../../engine/sdk.ts'
import type { EgressRule, NetworkPolicyPort } from '../../_shared/network-types.ts'
import { calleePeers, grouped, namespacePeer, OUTSIDE, outside, podsInNamespace, policyPorts } from './peers.ts'

const DNS_PORTS = [
  { port: 53, protocol: 'UDP' },
  { port: 53, protocol: 'TCP' },
] as const

/** The name that CoreDNS kept from its predecessor. */
const CLUSTER_DNS: EgressRule = Object.freeze({ to: [podsInNamespace('kube-system', { 'k8s-app': 'kube-dns' })], ports: DNS_PORTS })
/** A pod that asks the resolver of its node, wherever that is. */
const NODE_DNS: EgressRule = Object.freeze({ ports: DNS_PORTS })

/** The API server is no pod: behind its Service it has the addresses of its hosts, which nobody here knows. */
const API_SERVER: EgressRule = Object.freeze({
  ports: [
    { port: 443, protocol: 'TCP' },
    { port: 6443, protocol: 'TCP' },
  ],
})

/** Proxies that connections leave through, by the ports of their pods: the charts of Istio number them as the Service does, older installations above 8000. */
const GATEWAY_PORTS: readonly NetworkPolicyPort[] = [80, 443, 8080, 8443].map((port) => ({ port, protocol: 'TCP' }))

/** Someone who is called, and on which ports. */
export type Called = Pick<Edge, 'name' | 'type' | 'namespace' | 'ports'>

/** Why the pods of a workload open connections. */
export interface Leaving {
  /** The namespace of the pods. */
  readonly from: string
  /** Whether they have a proxy, which talks to its control plane. */
  readonly inMesh: boolean
  readonly calls: readonly Called[]
  readonly dns: string
  /** Whether its pods use the Kubernetes API. */
  readonly token: boolean
  /** Whom its proxies call by themselves, and the networks that they load modules from. */
  readonly proxyCalls: readonly MeshService[]
  readonly modules: readonly (readonly string[])[]
}

/** Whom pods may call: names, whom they declare, and what the platform itself needs. */
export function egress({ from, inMesh, calls, dns, token, proxyCalls, modules }: Leaving, model: Model): readonly EgressRule[] {
  const { mesh } = model
  const rules: EgressRule[] = [dns === 'Default' ? NODE_DNS : CLUSTER_DNS]
  for (const { peers, ports } of grouped(calls.map((edge) => ({ ports: calledPorts(edge, model), peers: calleePeers(edge, from, model) }))))
    rules.push({ to: peers, ports })
  if (mesh.egress.undeclared === 'allow') rules.push({ to: OUTSIDE })
  if (token) rules.push(API_SERVER)
  if (inMesh) rules.push(toControlPlane(model))
  for (const { namespace, port } of proxyCalls) rules.push({ to: [namespacePeer(namespace)], ports: [{ port, protocol: 'TCP' }] })
  for (const addresses of modules) rules.push({ to: outside(addresses), ports: [{ port: 443, protocol: 'TCP' }] })
  return rules
}

function calledPorts({ name, type, ports }: Called, { externals }: Model): readonly NetworkPolicyPort[] {
  return type === 'external' && externals[name]?.through !== undefined ? GATEWAY_PORTS : policyPorts(ports)
}

/** Certificates and configuration of the proxies. https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio */
export function toControlPlane({ mesh }: Model): EgressRule {
  return { to: [podsInNamespace(mesh.namespace, { app: 'istiod' })], ports: [{ port: 15012, protocol: 'TCP' }] }
}
