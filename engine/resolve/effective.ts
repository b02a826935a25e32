import { loadPlan } from '../plan/load.ts'
import type { PlanNode } from '../plan/plan.ts'
import type { Json, JsonObject } from '../source/source.ts'
import type { Model } from './model.ts'
import { sectionOfModel } from './origin.ts'

/** Sections whose entries have overlays of their own, and the names of those that are there. */
const NAMED = ['services', 'stores', 'externals'] as const

/**
 * The platform in the words of the language, as one environment sees it: overlays merged, defaults filled in, references replaced, nothing derived yet.
 * What the environment says of itself stands under `environment`.
 */
export function effectivePlatform(model: Model): JsonObject {
  const plan = loadPlan()
  const section = sectionOfModel(model)
  const merged: Record<string, Json> = { name: model.platform.name }
  const put = (key: string, value: Json | undefined): void => {
    if (value !== undefined) merged[key] = value
  }
  put('owner', model.platform.owner)
  put('version', model.platform.version)
  put('environment', named(model.environment.name, section(inside(child(plan, 'environments')), 'environment')))
  for (const key of [
    'targets',
    'vars',
    'registry',
    'secrets',
    'config',
    'ingress',
    'mesh',
    'logging',
    'monitoring',
    'storage',
    'delivery',
    'access',
  ])
    put(key, section(child(plan, key), key))
  // Entries with overlays of their own below a section: the model has them merged, and derives nothing from them.
  put('access', { ...(merged.access as JsonObject), roles: model.access.roles as unknown as Json })
  put('storage', { ...(merged.storage as JsonObject), volumes: model.storage.volumes as unknown as Json })
  for (const key of NAMED) {
    const things = Object.keys(model[key]).map((name) => [name, section(inside(child(plan, key)), key, name) ?? null] as const)
    if (things.length > 0) put(key, Object.fromEntries(things))
  }
  return merged
}

function named(name: string, value: Json | undefined): Json {
  return { name, ...(value as JsonObject | undefined) }
}

function child(node: PlanNode, key: string): PlanNode {
  const found = node.type === 'object' ? node.props[key] : undefined
  if (found === undefined) throw new Error(`the plan has no ${key}`)
  return found
}

function inside(node: PlanNode): PlanNode {
  if (node.type !== 'map') throw new Error('the plan has no map there')
  return node.of
}
