import type { Model } from '../../../engine/sdk.ts'
import { TAKEN } from '../values/tree.ts'

/** What the charts of a platform are called. */
export interface Names {
  /** The chart of the platform itself, and its folder. */
  readonly platform: string
  /** What the platform's own named templates start with: those of all charts of a release are one set. */
  readonly platformTemplates: string
  /** All services and stores of all environments. */
  readonly owners: ReadonlySet<string>
  /** What the values of an owner's chart are called in the chart of the platform. */
  readonly key: (owner: string) => string
}

/** Names that never meet, whatever the services are called. */
export function namesOf(models: readonly Model[], areSiblings: boolean): Names {
  const owners = new Set(models.flatMap(({ services, stores }) => [...Object.keys(services), ...Object.keys(stores)]))
  const name = models[0]?.platform.name ?? 'platform'
  return {
    platform: areSiblings ? free(name, owners) : name,
    platformTemplates: owners.has(name) ? `${name}.platform` : name,
    owners,
    key: (owner) => (TAKEN.has(owner) ? free(`${owner}-chart`, owners) : owner),
  }
}

function free(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted
  while (taken.has(name)) name = `${name}-platform`
  return name
}
