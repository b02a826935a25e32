import type { ResolvedRole, ResolvedService } from '../../schema/generated/resolved.ts'
import { allows, type PodSecurity } from '../kinds/pod-security.ts'
import type { PlanNode } from '../plan/plan.ts'
import type { Json, JsonObject } from '../source/source.ts'
import type { PlacedRole, WrittenComponent } from './component.ts'
import { type Context, reportHere, spot } from './context.ts'
import { chosenImage } from './derive/chosen-image.ts'
import { deriveService, type Home } from './derive/service.ts'
import { componentNameTaken } from './diagnostics.ts'
import { withComponents } from './layers.ts'
import { type MergeContext, merge } from './merge.ts'
import type { Model, Named, Namespace, Service } from './model.ts'

/** What the components of one environment add to it. */
export interface Components {
  readonly services: Named<Omit<Service, 'calls' | 'callers' | 'traffic'>>
  readonly roles: Named<PlacedRole>
  readonly namespaces: readonly Namespace[]
  /** The context of the environment, which now knows of them. */
  readonly context: Context
}

/** Nobody is asked for a reason that everybody knows. */
const PINNED = 'platgen pins its version; the digest belongs to whoever mirrors it'

/** The plans of what a component says. */
export interface ComponentPlans {
  readonly service: PlanNode
  readonly role: PlanNode
}

/** Derives the components that were asked for as services are, but for those beside a service. A name that something of the user has is told there. */
export function deriveComponents(asked: readonly WrittenComponent[], model: Model, context: Context, plans: ComponentPlans): Components {
  const named = new Map<string, WrittenComponent>()
  for (const component of asked) {
    const { name, says, beside } = component
    if (beside !== undefined) continue
    const taken = (['services', 'stores', 'externals'] as const).find((section) => Object.hasOwn(model[section], name))
    if (taken !== undefined)
      reportHere(context, componentNameTaken, spot(context, 'key', taken, name), { name, by: says.join('.') }, related(context, says))
    else if (named.has(name)) throw new Error(`two components are called ${name}`)
    else named.set(name, component)
  }
  const merged: Record<string, ResolvedService> = {}
  const roles: Record<string, PlacedRole> = {}
  for (const [name, component] of named) {
    const own = Object.keys(component.roles).map((role) => roleName(name, role))
    merged[name] = mergeComponent<ResolvedService>(plans.service, withRoles(component.service, own))
    for (const [role, rules] of Object.entries(component.roles))
      roles[roleName(name, role)] = {
        ...mergeComponent<ResolvedRole>(plans.role, rules as JsonObject),
        namespace: homeOf(component, model).namespace,
      }
  }
  const says = new Map([...named].map(([name, component]) => [name, component.says]))
  const inside: Context = {
    ...context,
    named: (reference) => chosenImage(reference, model),
    merged: { ...context.merged, ...merged },
    layers: withComponents(context.layers, says),
  }
  const services: Record<string, Omit<Service, 'calls' | 'callers' | 'traffic'>> = {}
  for (const [name, component] of named)
    services[name] = deriveService(name, merged[name] as ResolvedService, inside, homeOf(component, model))
  return { services, roles, namespaces: namespacesOf([...named.values()], model), context: inside }
}

function related(context: Context, says: readonly string[]) {
  return { related: [{ message: 'it is asked for here', place: spot(context, 'key', ...says) }] }
}

const WORDS: MergeContext = { scalar: (value) => value, missing, memo: new WeakMap() }

function missing(path: readonly string[], key: string): never {
  throw new Error(`a component lacks ${[...path, key].join('.')}`)
}

function roleName(component: string, role: string): string {
  return `${component}-${role}`
}

function withRoles(service: JsonObject, roles: readonly string[]): JsonObject {
  const waivers = { digest: PINNED, ...((service.waivers as JsonObject | undefined) ?? {}) }
  if (roles.length === 0) return { ...service, waivers }
  return { ...service, waivers, account: { ...((service.account as JsonObject | undefined) ?? {}), roles } }
}

/** The words of a component with every default of the language, and nothing else: `${…}` is plain text. */
export function mergeComponent<T>(node: PlanNode, value: Json): T {
  return merge(node, [{ value, raw: value }], [], WORDS) as unknown as T
}

function homeOf({ namespace, mesh, says }: WrittenComponent, model: Model): Home {
  const own = model.environment.namespace
  const isOwn = namespace === undefined || namespace === own
  const hasMesh = model.mesh.provider !== 'none'
  return { namespace: namespace ?? own, inMesh: hasMesh && (mesh ?? isOwn), component: { says } }
}

function namespacesOf(components: readonly WrittenComponent[], model: Model): readonly Namespace[] {
  const found = new Map<string, Namespace>()
  for (const component of components) {
    const { namespace: name, inMesh } = homeOf(component, model)
    if (name === model.environment.namespace) continue
    const before = found.get(name)
    found.set(name, {
      name,
      podSecurity: loosest(before?.podSecurity ?? 'restricted', component.podSecurity ?? 'restricted'),
      inMesh: inMesh || before?.inMesh === true,
      own: false,
    })
  }
  return [...found.values()]
}

function loosest(one: PodSecurity, other: PodSecurity): PodSecurity {
  return allows(one, other) ? one : other
}
