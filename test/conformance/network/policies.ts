/**
 * Who may talk to whom, computed from the rendered objects alone, as
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/ says: a connection needs the consent of both ends.
 */
import type { Json, JsonObject } from '../../../engine/source/source.ts'
import { type Found, get, items, podTemplate, scalar, texts } from '../objects.ts'
import { contains } from './cidr.ts'
import { type Labels, selects } from './selector.ts'

export interface Port {
  readonly name: string
  readonly number: number
  readonly protocol: string
}

/** The pods of one workload; they are all alike. */
export interface Pods {
  readonly workload: string
  readonly namespace: string
  readonly labels: Labels
  readonly namespaceLabels: Labels
  readonly ports: readonly Port[]
}

/** One allowed connection. */
export interface Edge {
  readonly from: Pods
  readonly to: Pods
  readonly port: Port
}

type Direction = 'Ingress' | 'Egress'

/** Where the pods of a cluster live. An `ipBlock` that covers it opens all pods. */
const POD_ADDRESSES = ['10.244.1.1', 'fd00:10:244::1']

/** The pods of every workload. */
export function podsOf(objects: readonly Found[]): Pods[] {
  const namespaces = new Map(
    objects.filter(({ kind }) => kind === 'Namespace').map(({ name, object }) => [name, texts(get(object, 'metadata', 'labels'))]),
  )
  return objects.flatMap((found) => {
    const template = podTemplate(found.object)
    if (template === undefined) return []
    const containers = [...items(get(template, 'spec', 'containers')), ...items(get(template, 'spec', 'initContainers'))]
    return [
      {
        workload: `${found.kind}/${found.name}`,
        namespace: found.namespace,
        labels: texts(get(template, 'metadata', 'labels')),
        // The API server adds this label to every namespace.
        namespaceLabels: { ...namespaces.get(found.namespace), 'kubernetes.io/metadata.name': found.namespace },
        ports: containers.flatMap((container) => items(get(container, 'ports'))).map(portOf),
      },
    ]
  })
}

function portOf(port: Json): Port {
  return {
    name: scalar(get(port, 'name')),
    number: Number(scalar(get(port, 'containerPort'))),
    protocol: scalar(get(port, 'protocol')) || 'TCP',
  }
}

/** Every connection between pods, to a port that the target opens, that no policy forbids. */
export function allowedEdges(objects: readonly Found[]): Edge[] {
  const pods = podsOf(objects)
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy')
  const rules = (direction: Direction) => new Map(pods.map((one) => [one, rulesFor(one, policies, direction)]))
  const [egress, ingress] = [rules('Egress'), rules('Ingress')]
  return pods.flatMap((from) =>
    pods.flatMap((to) =>
      to.ports
        .filter(
          (port) => consents(egress.get(from), from.namespace, to, to, port) && consents(ingress.get(to), to.namespace, from, to, port),
        )
        .map((port) => ({ from, to, port })),
    ),
  )
}

/** The rules that decide for these pods; undefined when no policy selects them, which allows everything. */
function rulesFor(pods: Pods, policies: readonly Found[], direction: Direction): readonly Json[] | undefined {
  const deciding = policies.filter(
    (policy) =>
      policy.namespace === pods.namespace &&
      directions(policy.object).includes(direction) &&
      selects(get(policy.object, 'spec', 'podSelector'), pods.labels),
  )
  return deciding.length === 0 ? undefined : deciding.flatMap((policy) => items(get(policy.object, 'spec', direction.toLowerCase())))
}

/** Without `policyTypes` a policy is about ingress, and about egress when it has such rules. */
function directions(policy: JsonObject): string[] {
  const written = items(get(policy, 'spec', 'policyTypes')).map(scalar)
  if (written.length > 0) return written
  return get(policy, 'spec', 'egress') === undefined ? ['Ingress'] : ['Ingress', 'Egress']
}

function consents(rules: readonly Json[] | undefined, own: string, peer: Pods, target: Pods, port: Port): boolean {
  if (rules === undefined) return true
  return rules.some((rule) => {
    const peers = [...items(get(rule, 'from')), ...items(get(rule, 'to'))]
    const ports = items(get(rule, 'ports'))
    return (
      (peers.length === 0 || peers.some((one) => isPeer(one, own, peer))) &&
      (ports.length === 0 || ports.some((one) => isPort(one, target, port)))
    )
  })
}

function isPeer(peer: Json, own: string, pods: Pods): boolean {
  const block = get(peer, 'ipBlock')
  if (block !== undefined) return POD_ADDRESSES.some((address) => covers(block, address))
  const namespaces = get(peer, 'namespaceSelector')
  const inNamespace = namespaces === undefined ? pods.namespace === own : selects(namespaces, pods.namespaceLabels)
  return inNamespace && selects(get(peer, 'podSelector'), pods.labels)
}

function covers(block: Json, address: string): boolean {
  return contains(scalar(get(block, 'cidr')), address) && !items(get(block, 'except')).some((except) => contains(scalar(except), address))
}

/** A named port is looked up on the pod that is called. */
function isPort(rule: Json, target: Pods, port: Port): boolean {
  if ((scalar(get(rule, 'protocol')) || 'TCP') !== port.protocol) return false
  const wanted = get(rule, 'port')
  if (wanted === undefined) return true
  if (typeof wanted === 'string')
    return target.ports.some((one) => one.name === wanted && one.number === port.number && one.protocol === port.protocol)
  const last = get(rule, 'endPort')
  return port.number >= Number(wanted) && port.number <= Number(last ?? wanted)
}

/** What pods may reach, or be reached from, outside of these objects: every `ipBlock`, and every peer that selects none of their pods. */
export function outsidePeers(
  objects: readonly Found[],
  pods: Pods,
  direction: Direction,
): { readonly peer: Json; readonly ports: readonly Json[] }[] {
  const everyone = podsOf(objects)
  const rules = rulesFor(
    pods,
    objects.filter(({ kind }) => kind === 'NetworkPolicy'),
    direction,
  ) ?? [{}]
  return rules.flatMap((rule) => {
    const peers = items(get(rule, direction === 'Egress' ? 'to' : 'from'))
    const outside = peers.filter((peer) => get(peer, 'ipBlock') !== undefined || !everyone.some((one) => isPeer(peer, pods.namespace, one)))
    const ports = items(get(rule, 'ports'))
    return peers.length === 0 ? [{ peer: {}, ports }] : outside.map((peer) => ({ peer, ports }))
  })
}
