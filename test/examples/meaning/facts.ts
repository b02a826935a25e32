/**
 * What a set of objects means, as facts that can be compared one by one: `adservice: image` is `…`. Two ways to write the same thing give the same fact;
 * what Kubernetes fills in is filled in. A kind that nobody here understands is a fact of its own, so that nothing is left out silently.
 */
import type { Found } from '../../conformance/objects.ts'
import { containerFacts } from './containers.ts'
import { meshFacts } from './mesh.ts'
import { networkFacts } from './network.ts'
import { podFacts } from './pods.ts'
import { serviceFacts } from './services.ts'

/** A fact by its name. */
export type Facts = ReadonlyMap<string, string>
export type Say = (name: string, value: string | undefined) => void

const UNDERSTOOD = new Set([
  ...['Deployment', 'StatefulSet', 'Service', 'ConfigMap', 'NetworkPolicy'],
  ...['AuthorizationPolicy', 'Sidecar', 'Gateway', 'VirtualService', 'ServiceEntry'],
])

export function factsOf(objects: readonly Found[]): Facts {
  const facts = new Map<string, string>()
  const say: Say = (name, value) => {
    if (value !== undefined) facts.set(name, value)
  }
  for (const { kind, name } of objects) if (!UNDERSTOOD.has(kind)) say(`object ${kind} ${name}`, 'there')
  podFacts(objects, say)
  containerFacts(objects, say)
  serviceFacts(objects, say)
  networkFacts(objects, say)
  meshFacts(objects, say)
  return facts
}
