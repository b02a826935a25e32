import type { MapNode, PlanNode } from '../plan/plan.ts'
import { emptyMap, isMap } from '../source/places.ts'
import type { Json, JsonObject } from '../source/source.ts'
import { flowText } from './flow.ts'

/** A list of `{name: …}`, or of `NAME=VALUE`, as the map by name that it was probably meant to be. Undefined when something would be lost. */
export function mapOfList(list: readonly Json[], { of }: MapNode): string | undefined {
  const map = emptyMap()
  for (const item of list) {
    const entry = typeof item === 'string' ? assignment(item, of) : isMap(item) ? named(item, of) : undefined
    if (entry === undefined || Object.hasOwn(map, entry[0])) return undefined
    map[entry[0]] = entry[1]
  }
  return list.length === 0 ? '{}' : flowText(map, undefined)
}

function assignment(item: string, of: PlanNode): readonly [string, Json] | undefined {
  const [, name, value] = /^([A-Za-z_][\w.-]*)=([\s\S]*)$/.exec(item) ?? []
  return name === undefined || value === undefined || !takesText(of) ? undefined : [name, value]
}

function named({ name, ...rest }: JsonObject, of: PlanNode): readonly [string, Json] | undefined {
  if (typeof name !== 'string') return undefined
  const keys = Object.keys(rest)
  if (of.type === 'object') {
    if (!keys.every((key) => Object.hasOwn(of.props, key))) return undefined
    return [name, keys.length === 1 && keys[0] === of.short ? (rest[of.short as string] as Json) : rest]
  }
  return of.type === 'scalar' && keys.length === 1 && keys[0] === 'value' ? [name, rest.value as Json] : undefined
}

function takesText(node: PlanNode): boolean {
  const behind = node.type === 'object' && node.short !== undefined ? node.props[node.short] : node
  return behind?.type === 'scalar' && behind.json.includes('string')
}
