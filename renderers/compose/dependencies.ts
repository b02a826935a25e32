import type { Service, Store } from '../../engine/sdk.ts'
import type { Value } from './value.ts'

/** When somebody is waited for no longer. */
type Condition = 'service_started' | 'service_healthy' | 'service_completed_successfully'

/** Whom a service waits for, by name. */
export type Dependencies = { readonly [name: string]: Condition }

/**
 * Whom each service waits for before it starts: whoever it calls, until they are healthy where that can be asked. Compose refuses a circle, so a call that would
 * close one is not waited for: the two find one another when both run.
 */
export function dependencies(
  services: readonly Service[],
  stores: readonly Store[],
  isAsked: (name: string) => boolean,
): ReadonlyMap<string, Dependencies> {
  const here = new Map(services.map((service) => [service.name, service]))
  const held = new Set(stores.map(({ name }) => name))
  const waits = new Map<string, Map<string, Condition>>()
  const open = new Set<string>()

  function visit(service: Service): void {
    const own = new Map<string, Condition>()
    waits.set(service.name, own)
    open.add(service.name)
    for (const name of service.calls.map((call) => call.name).sort()) {
      const callee = here.get(name)
      if (callee === undefined ? !held.has(name) : open.has(name) || isRun(callee)) continue
      if (callee !== undefined && !waits.has(name)) visit(callee)
      own.set(name, isAsked(name) ? 'service_healthy' : 'service_started')
    }
    open.delete(service.name)
  }

  for (const service of services) if (!waits.has(service.name)) visit(service)
  return new Map([...waits].map(([name, own]) => [name, Object.fromEntries(own)]))
}

/** What ends by itself is nobody's server. */
function isRun({ kind }: Service): boolean {
  return kind === 'Job' || kind === 'CronJob'
}

/** As Compose is told, or undefined for nobody. */
export function dependsOn(waits: Dependencies): Value | undefined {
  const entries = Object.entries(waits)
  return entries.length === 0 ? undefined : Object.fromEntries(entries.map(([name, condition]) => [name, { condition }]))
}
