import { apiGroup } from '../../kinds/api-group.ts'
import type { KubernetesObject } from '../../render/artifact.ts'
import type { Json } from '../../source/source.ts'
import { union } from './union.ts'
import { type Variants, variantsOf } from './variants.ts'

/** What one environment has. */
export interface Member {
  readonly namespace: string
  readonly domain: string | undefined
  readonly objects: readonly KubernetesObject[]
}

/** One object, as every environment has it. */
export interface Family {
  readonly kind: string
  /** Its name in the first environment that has it. */
  readonly name: string
  readonly place: Variants
}

/** Which objects of the environments are the same thing, in an order in which they can be applied. */
export function familiesOf(members: readonly Member[]): Family[] {
  const exact = members.map((member) => numbered(member.objects.map((object) => identify(object, member, object.metadata.name))))
  const groups = new Map<string, (KubernetesObject | undefined)[]>()
  for (const [index, { objects }] of members.entries())
    for (const [position, object] of objects.entries()) {
      const key = exact[index]?.[position] ?? ''
      const group = groups.get(key) ?? members.map(() => undefined)
      group[index] = object
      groups.set(key, group)
    }
  const order = union(exact)
  join(order, groups, members)
  return order.flatMap((key) => {
    const group = groups.get(key)
    const first = group?.find((object) => object !== undefined)
    if (group === undefined || first === undefined) return []
    return [{ kind: first.kind, name: first.metadata.name, place: variantsOf(group as readonly (Json | undefined)[]) }]
  })
}

/** Objects whose names say where they are, such as the Namespace itself: one thing, when no environment has two of them. */
function join(order: readonly string[], groups: Map<string, (KubernetesObject | undefined)[]>, members: readonly Member[]): void {
  const homes = new Map<string, (KubernetesObject | undefined)[]>()
  for (const key of order) {
    const group = groups.get(key)
    if (group === undefined || group.every((object) => object !== undefined)) continue
    const index = group.findIndex((object) => object !== undefined)
    const object = group[index]
    const member = members[index]
    if (object === undefined || member === undefined) continue
    const general = identify(object, member, generalName(object.metadata.name, member))
    const home = homes.get(general)
    if (home === undefined) homes.set(general, group)
    else if (group.every((other, place) => other === undefined || home[place] === undefined)) {
      for (const [place, other] of group.entries()) if (other !== undefined) home[place] = other
      groups.delete(key)
    }
  }
}

/** The version of an API is not part of what an object is: environments can have different targets. */
function identify({ apiVersion, kind, metadata }: KubernetesObject, { namespace }: Member, name: string): string {
  return `${apiGroup(apiVersion)}\n${kind}\n${metadata.namespace === undefined ? '' : generalNamespace(metadata.namespace, namespace)}\n${name}`
}

/** A namespace as seen from the environment's own: `shop-dev-logging` beside `shop-dev` is what `shop-test-logging` is beside `shop-test`. */
function generalNamespace(name: string, own: string): string {
  if (name === own) return '.'
  return name.startsWith(`${own}-`) ? `.${name.slice(own.length)}` : name
}

function generalName(name: string, { namespace, domain }: Member): string {
  const withoutDomain = domain === undefined ? name : name.replaceAll(domain, '\0')
  return withoutHash(withoutDomain.replaceAll(namespace, '\x01'))
}

/** A name without what makes it different whenever its object is: `orders-migrate-1756f69451` → `orders-migrate`. */
export function withoutHash(name: string): string {
  return name.replace(HASH, '')
}

/** Eight digits at least, so that words of the letters a to f stay. */
const HASH = /-(?=[a-f]*[0-9])[0-9a-f]{8,16}$/

/** Two objects of one identity in one environment stay two. */
function numbered(keys: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return keys.map((key) => {
    const count = seen.get(key) ?? 0
    seen.set(key, count + 1)
    return count === 0 ? key : `${key}\n${count}`
  })
}
