import type { Json, JsonObject } from '../../../engine/source/source.ts'
import { allowedEdges, outsidePeers, type Pods, podsOf } from '../../conformance/network/policies.ts'
import { selects } from '../../conformance/network/selector.ts'
import { type Found, get, items, podTemplate, scalar } from '../../conformance/objects.ts'
import type { Say } from './facts.ts'

/** What NetworkPolicies let through, computed: between pods, and from and to the world outside of these objects. Nothing is said where there are no policies. */
export function networkFacts(objects: readonly Found[], say: Say): void {
  if (!objects.some(({ kind }) => kind === 'NetworkPolicy')) return
  const all = objects.map((found) => withTargets(found, objects))
  for (const { from, to, port } of allowedEdges(all))
    if (from.workload !== to.workload) say(`allow ${name(from)} → ${name(to)}:${port.number}`, 'yes')
  for (const pods of podsOf(all)) {
    for (const { peer, ports } of outsidePeers(all, pods, 'Ingress')) say(`allow ${who(peer)} → ${name(pods)}:${list(ports)}`, 'yes')
    for (const { peer, ports } of outsidePeers(all, pods, 'Egress')) say(`allow ${name(pods)} → ${who(peer)}:${list(ports)}`, 'yes')
  }
}

/** A port of a container need not be declared to be reached: what a Service leads to is one as well. */
function withTargets(found: Found, objects: readonly Found[]): Found {
  const template = podTemplate(found.object)
  if (template === undefined || found.kind !== 'Deployment') return found
  const [first, ...others] = items(get(template, 'spec', 'containers')) as readonly JsonObject[]
  const declared = new Set(items(get(first, 'ports')).map((port) => scalar(get(port, 'containerPort'))))
  const targets = objects
    .filter(({ kind, object }) => kind === 'Service' && selects({ matchLabels: get(object, 'spec', 'selector') ?? {} }, labels(template)))
    .flatMap(({ object }) => items(get(object, 'spec', 'ports')))
    .map((port) => scalar(get(port, 'targetPort')))
    .filter((target) => /^\d+$/.test(target) && !declared.has(target))
  const ports = [...items(get(first, 'ports')), ...targets.map((target) => ({ containerPort: Number(target) }))]
  const spec = { ...(get(template, 'spec') as JsonObject), containers: [{ ...first, ports }, ...others] }
  const object = { ...found.object, spec: { ...(found.object.spec as JsonObject), template: { ...template, spec } } }
  return { ...found, object: object as JsonObject }
}

function labels(template: JsonObject): { readonly [key: string]: string } {
  return get(template, 'metadata', 'labels') as { readonly [key: string]: string }
}

function name({ workload }: Pods): string {
  return workload.slice(workload.indexOf('/') + 1)
}

/** `anyone`, a namespace, or a network. */
function who(peer: Json): string {
  const block = get(peer, 'ipBlock', 'cidr')
  if (block !== undefined) return scalar(block)
  const namespace = get(peer, 'namespaceSelector', 'matchLabels', 'kubernetes.io/metadata.name')
  if (namespace !== undefined) return `namespace ${scalar(namespace)}`
  return Object.keys(peer as object).length === 0 ? 'anyone' : JSON.stringify(peer)
}

function list(ports: readonly Json[]): string {
  return ports.length === 0 ? 'any' : ports.map((port) => scalar(get(port, 'port'))).join(',')
}
