import type { KindName } from '../kinds/kinds.ts'
import type { AnyNode, ListNode, MapNode, ObjectNode, PlanNode, ScalarNode } from '../plan/plan.ts'
import { emptyMap, isMap } from '../source/places.ts'
import type { Json, JsonObject } from '../source/source.ts'

/** A path in what was written. One array for the whole walk: whoever keeps it makes a pointer of it. */
export type Path = readonly (string | number)[]

/** What the walk meets. `outer` is what the language wants at this place before a short form was followed. */
export interface Visitor {
  /** Gives what stands there in the long form. */
  readonly scalar: (node: ScalarNode, value: string | number | boolean, path: Path, outer: PlanNode) => Json
  /** Nothing, a list or a map, where a scalar is wanted. */
  readonly misfit: (value: Json, path: Path, outer: PlanNode) => void
  /** A key of a map by name, or a name in a list that stands for such a map; then its place is the value at the path. */
  readonly key: (kind: KindName, key: string, path: Path, on: 'key' | 'value') => void
  /** A value below `x-any`, or one that stands where the language has no word for it. */
  readonly anything: (value: Json, path: Path) => void
  /** An item that stands in its list before already, at `first`. */
  readonly twice: (item: Json, path: Path, first: number) => void
  /** Overlays in an overlay. */
  readonly nested: (path: Path) => void
}

/**
 * The long form: short forms are what they stand for, `x-` keys are gone. What has the wrong structure stays as it is, for the validator to find.
 * Shares everything that does not change with `value`.
 */
export function normalise(root: PlanNode, value: Json, visitor: Visitor): Json {
  const path: (string | number)[] = []
  return walk(root, value, false, root)

  function walk(node: PlanNode, value: Json, partial: boolean, outer: PlanNode): Json {
    switch (node.type) {
      case 'object':
        return isMap(value) ? object(node, value, partial || node.partial === true) : shortObject(node, value, partial, outer)
      case 'map':
        if (isMap(value)) return map(node, value, partial || node.partial === true)
        return Array.isArray(value) && node.short ? names(node, value) : strange(value)
      case 'list':
        if (Array.isArray(value)) return list(node, value)
        return value === null || !node.short ? strange(value) : [walk(node.of, value, false, outer)]
      case 'scalar':
        if (typeof value !== 'object') return visitor.scalar(node, value, path, outer)
        visitor.misfit(value, path, outer)
        return strange(value)
      case 'any':
        return isMap(value) ? any(node, value, partial) : strange(value)
    }
  }

  function strange(value: Json): Json {
    if (value !== null) visitor.anything(value, path)
    return value
  }

  function within<T>(segment: string | number, work: () => T): T {
    path.push(segment)
    const result = work()
    path.pop()
    return result
  }

  function shortObject(node: ObjectNode, value: Json, partial: boolean, outer: PlanNode): Json {
    const child = node.short === undefined || value === null ? undefined : node.props[node.short]
    if (child === undefined) return strange(value)
    const long = emptyMap()
    long[node.short as string] = walk(child, value, partial, outer)
    return long
  }

  function object(node: ObjectNode, value: JsonObject, partial: boolean): Json {
    return rebuild(value, (key, part) => {
      const child = node.props[key]
      if (child === undefined) return key.startsWith('x-') ? undefined : within(key, () => strange(part))
      return within(key, () => {
        if (!(partial && child.type === 'map' && child.overlay)) return part === null && partial ? null : walk(child, part, partial, child)
        visitor.nested(path)
        return undefined
      })
    })
  }

  function map(node: MapNode, value: JsonObject, partial: boolean): Json {
    return rebuild(value, (key, part) =>
      within(key, () => {
        if (node.keyKind !== undefined) visitor.key(node.keyKind, key, path, 'key')
        return part === null && partial ? null : walk(node.of, part, partial || node.overlay === true, node.of)
      }),
    )
  }

  function names(node: MapNode, value: readonly Json[]): Json {
    if (!value.every((item) => typeof item === 'string')) return strange(value)
    const long = emptyMap()
    const first = new Map<string, number>()
    value.forEach((name, index) => {
      path.push(index)
      const before = first.get(name)
      if (before !== undefined) visitor.twice(name, path, before)
      else if (node.keyKind !== undefined) visitor.key(node.keyKind, name, path, 'value')
      path.pop()
      first.set(name, before ?? index)
      long[name] = emptyMap()
    })
    return long
  }

  function list(node: ListNode, value: readonly Json[]): Json {
    let changed = false
    const first = node.unique ? new Map<Json, number>() : undefined
    const items = value.map((item, index) =>
      within(index, () => {
        const before = first?.get(item)
        if (before !== undefined) visitor.twice(item, path, before)
        else first?.set(item, index)
        const long = walk(node.of, item, false, node.of)
        changed ||= long !== item
        return long
      }),
    )
    return changed ? items : value
  }

  function any(node: AnyNode, value: JsonObject, partial: boolean): Json {
    return rebuild(value, (key, part) =>
      within(key, () => {
        const child = node.props?.[key]
        return child === undefined ? strange(part) : walk(child, part, partial, child)
      }),
    )
  }
}

/** The map with each part changed, or left out where `change` gives undefined; the map itself when nothing is. */
function rebuild(map: JsonObject, change: (key: string, part: Json) => Json | undefined): JsonObject {
  let rebuilt: Record<string, Json> | undefined
  const keys = Object.keys(map)
  for (const [index, key] of keys.entries()) {
    const part = map[key] as Json
    const changed = change(key, part)
    if (rebuilt === undefined && changed !== part) {
      rebuilt = emptyMap()
      for (let before = 0; before < index; before++) rebuilt[keys[before] as string] = map[keys[before] as string] as Json
    }
    if (rebuilt !== undefined && changed !== undefined) rebuilt[key] = changed
  }
  return rebuilt ?? map
}
