import type { ResolvedService } from '../../schema/generated/resolved.ts'
import type { PlanNode } from '../plan/plan.ts'
import type { WrittenComponent } from './component.ts'
import { type Components, mergeComponent } from './components.ts'
import { type Context, reportHere, spot } from './context.ts'
import { chosenImage } from './derive/chosen-image.ts'
import { deriveService } from './derive/service.ts'
import { withSpring } from './derive/spring.ts'
import { componentNameTaken } from './diagnostics.ts'
import type { Model, Named } from './model.ts'

/** What components that run beside services add to an environment. */
interface Beside {
  /** The services that get something. */
  readonly beside: Components['services']
  readonly config: Model['config']
  /** The context of the environment, which now knows of them. */
  readonly context: Context
}

/** What all components add to an environment: workloads of their own, and services with something more in their pods. */
export interface Added extends Components, Omit<Beside, 'context'> {}

/** Nothing. */
export const NO_COMPONENTS: Omit<Added, 'context'> = Object.freeze({ services: {}, roles: {}, namespaces: [], beside: {}, config: {} })

/** Adds what is asked for to the words of services, and derives these again. A name that something of the user has is told there. */
export function addBeside(asked: readonly WrittenComponent[], own: Model['config'], plan: PlanNode, context: Context): Beside {
  const services: Record<string, ResolvedService> = {}
  const config: Record<string, Named<string>> = {}
  const images = new Set<string>()
  for (const { name, beside, says, service: added, config: texts } of asked) {
    const before = beside === undefined ? undefined : (services[beside] ?? context.merged[beside])
    if (beside === undefined || before === undefined) continue
    const { sidecars, volumes, calls } = mergeComponent<ResolvedService>(plan, added)
    const taken: (readonly string[])[] = [
      ...(texts !== undefined && Object.hasOwn(own, name) ? [['config', name]] : []),
      ...Object.keys(sidecars).flatMap((key) => (Object.hasOwn(before.sidecars, key) ? [['services', beside, 'sidecars', key]] : [])),
      ...Object.keys(volumes).flatMap((key) => (Object.hasOwn(before.volumes, key) ? [['services', beside, 'volumes', key]] : [])),
    ]
    for (const path of taken)
      reportHere(context, componentNameTaken, spot(context, 'key', ...path), { name: path.at(-1) ?? name, by: says.join('.') })
    for (const { image } of Object.values(sidecars)) images.add(image)
    if (texts !== undefined) config[name] = texts
    services[beside] = {
      ...before,
      sidecars: { ...before.sidecars, ...sidecars },
      volumes: { ...before.volumes, ...volumes },
      // Whoever calls already goes on with what it says; what is added may do everything.
      calls: { ...before.calls, ...Object.fromEntries(Object.entries(calls).map(([to, call]) => [to, { ...before.calls[to], ...call }])) },
    }
  }
  const inside: Context = {
    ...context,
    merged: { ...context.merged, ...services },
    named: (reference, digest) => (images.has(reference) ? chosenImage(reference, context) : context.named(reference, digest)),
  }
  // What is wrong with the user's own words is told already.
  const quiet: Context = { ...inside, report: () => undefined }
  const beside: Record<string, Components['services'][string]> = {}
  for (const [name, service] of Object.entries(services)) beside[name] = deriveService(name, withSpring(name, service, quiet), quiet)
  return { beside, config, context: inside }
}
