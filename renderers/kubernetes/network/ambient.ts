import type { Model, Workload } from '../../../engine/sdk.ts'
import { GATEWAY_NAME } from '../../_shared/gateway-names.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { platformProxyCalls } from '../../_shared/mesh-reach.ts'
import { metadata } from '../../_shared/metadata.ts'
import type { EgressRule, IngressRule, NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from '../../_shared/network-types.ts'
import { HBONE, WAYPOINT } from '../../_shared/waypoint.ts'
import { waiverAnnotations } from '../waivers/annotations.ts'
import { rules } from '../waivers/judges.ts'
import { toControlPlane } from './egress.ts'
import { namespacePeer, podsInNamespace } from './peers.ts'

const TUNNEL: NetworkPolicyPort = Object.freeze({ port: HBONE, protocol: 'TCP' })
const METRICS = 15020
const CONTROL_PLANE = 15012
/** What ztunnel makes of the address of the kubelet, whose probes it does not touch. https://istio.io/latest/docs/ambient/usage/networkpolicy/ */
const KUBELET: NetworkPolicyPeer = Object.freeze({ ipBlock: { cidr: '169.254.7.127/32' } })
/** The pods are made by the controller, so no judge of files can see whom the policy selects. */
const UNSEEN = {
  name: 'waypoint-pods',
  reason: 'the control plane makes the pods of the waypoint',
  rules: rules({ kubeScore: ['networkpolicy-targets-pod'] }),
}

/**
 * A policy of a workload whose connections go through tunnels: who may call it, may call its tunnel, and the waypoint stands between them. Who may do what behind
 * the tunnel is an AuthorizationPolicy's.
 */
export function tunnelled(policy: NetworkPolicy, workload: Workload): NetworkPolicy {
  const { ingress = [], egress = [] } = policy.spec
  const calls = workload.type === 'service' ? workload.calls : []
  const homes = [...new Set(calls.flatMap(({ namespace, type }) => (type === 'external' ? [] : [namespace])))]
  return {
    ...policy,
    spec: {
      ...policy.spec,
      ingress: [
        ...ingress.flatMap(withTunnel),
        { from: [waypointPeer(workload.namespace, workload.namespace)], ports: [TUNNEL] },
        { from: [KUBELET] },
      ],
      egress: [...egress.flatMap(leaving), ...homes.map((home) => ({ to: [waypointPeer(home, workload.namespace)], ports: [TUNNEL] }))],
    },
  }
}

function withTunnel(rule: IngressRule): readonly IngressRule[] {
  const ports = rule.ports?.filter(({ port }) => port !== METRICS)
  if (ports === undefined) return [rule]
  return ports.length === 0 ? [] : [{ ...rule, ports: [...ports, TUNNEL] }]
}

/** Names are asked for as before; the pods of others by the tunnel too. No pod talks to the control plane itself. */
function leaving(rule: EgressRule): readonly EgressRule[] {
  const isDns = rule.ports?.every(({ port }) => port === 53) === true
  if (rule.ports?.some(({ port }) => port === CONTROL_PLANE)) return []
  const isInside = rule.to?.some((peer) => !('ipBlock' in peer)) === true
  return isDns || !isInside || rule.ports === undefined ? [rule] : [{ ...rule, ports: [...rule.ports, TUNNEL] }]
}

/** What the proxies of a Gateway open, in a mesh whose connections go through tunnels: those to the pods, and to the waypoints in front of them. */
export function tunnelsOf(rules: readonly EgressRule[], homes: readonly string[], from: string): readonly EgressRule[] {
  const inside = rules
    .map((rule) => (rule.ports?.some(({ port }) => port === 53 || port === CONTROL_PLANE) ? rule : leaving(rule)[0]))
    .filter((rule) => rule !== undefined)
  return [...inside, ...[...new Set(homes)].map((home) => ({ to: [waypointPeer(home, from)], ports: [TUNNEL] }))]
}

/** The waypoint of `home`, as a policy in the namespace `from` names it. */
function waypointPeer(home: string, from: string): NetworkPolicyPeer {
  const labels = { [GATEWAY_NAME]: WAYPOINT }
  return home === from ? { podSelector: { matchLabels: labels } } : podsInNamespace(home, labels)
}

/** The waypoint of a namespace: called by everybody who has a tunnel, and calling everybody in its namespace. Whom for whom, it decides itself. */
export function waypointPolicy(namespace: string, model: Model): NetworkPolicy {
  const callers = [...new Set(model.namespaces.filter(({ inMesh }) => inMesh).map(({ name }) => name))]
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata(WAYPOINT, namespace, platformLabels(model), waiverAnnotations([UNSEEN])),
    spec: {
      podSelector: { matchLabels: { [GATEWAY_NAME]: WAYPOINT } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        {
          from: [...callers, ...(model.ingress.namespace === namespace ? [] : [model.ingress.namespace])].map(namespacePeer),
          ports: [TUNNEL],
        },
        { from: [namespacePeer(model.monitoring.namespace)], ports: [{ port: METRICS, protocol: 'TCP' }] },
      ],
      egress: [
        {
          to: [podsInNamespace('kube-system', { 'k8s-app': 'kube-dns' })],
          ports: [
            { port: 53, protocol: 'UDP' },
            { port: 53, protocol: 'TCP' },
          ],
        },
        { to: [{ podSelector: {} }] },
        toControlPlane(model),
        ...platformProxyCalls(model).map((called) => ({
          to: [namespacePeer(called.namespace)],
          ports: [{ port: called.port, protocol: 'TCP' as const }],
        })),
      ],
    },
  }
}
