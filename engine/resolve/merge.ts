import type { MapNode, ObjectNode, PlanNode, ScalarNode } from '../plan/plan.ts'
import { child, isMap } from '../source/json.ts'
import type { Json, JsonObject } from '../source/source.ts'

/**
 * One set of words about a thing, and the same as it was written: a short form is a scalar or a list there, so it replaces what lies below
 * (law 5: maps merge by key, scalars and lists replace, `null` removes).
 */
export interface Layer {
  readonly value: Json | undefined
  readonly raw: Json | undefined
}

/** What merging needs to know of the environment it merges for. */
export interface MergeContext {
  /** What becomes of a written scalar: references in it are replaced. */
  readonly scalar: (value: string | number | boolean, node: ScalarNode, path: readonly string[]) => Json
  readonly missing: (path: readonly string[], key: string) => void
  /** Results for values that only one layer says, by that value, so that a default shared by all services is merged once. */
  readonly memo: WeakMap<object, Json>
}

/** Lays layers over one another, the lowest first, and fills in the defaults of the schema. The result is frozen and shares what is equal. */
export function merge(node: PlanNode, layers: readonly Layer[], path: string[], context: MergeContext): Json | undefined {
  switch (node.type) {
    case 'object':
    case 'map': {
      const relevant = node.type === 'object' && node.whole ? uppermost(layers) : overlaid(layers)
      if (relevant.length === 0) return defaultOf(node)
      const only = relevant.length === 1 ? (relevant[0] as Layer).value : undefined
      const known = typeof only === 'object' && only !== null ? context.memo.get(only) : undefined
      if (known !== undefined) return known
      const merged = node.type === 'object' ? mergeObject(node, relevant, path, context) : mergeMap(node, relevant, path, context)
      if (typeof only === 'object' && only !== null) context.memo.set(only, merged)
      return merged
    }
    case 'list': {
      const value = topmost(layers)
      if (!Array.isArray(value)) return node.default as Json | undefined
      return Object.freeze(
        value.map((item: Json, index) =>
          within(path, String(index), () => merge(node.of, [{ value: item, raw: item }], path, context) ?? null),
        ),
      )
    }
    case 'scalar': {
      const value = topmost(layers)
      if (value === undefined || value === null) return node.default
      return context.scalar(value as string | number | boolean, node, path)
    }
    case 'any': {
      const value = topmost(layers)
      return value === undefined || value === null ? node.default : replaceTexts(value, path, context)
    }
  }
}

function mergeObject(node: ObjectNode, layers: readonly Layer[], path: string[], context: MergeContext): Json {
  const merged: Record<string, Json> = {}
  for (const key in node.props) {
    const part = node.props[key] as PlanNode
    if (isOverlay(part)) continue
    const below = descend(layers, key)
    const value = below.length === 0 ? defaultOf(part) : within(path, key, () => merge(part, below, path, context))
    if (value !== undefined) merged[key] = value
    else if (node.required.includes(key)) context.missing(path, key)
  }
  return Object.freeze(merged)
}

function mergeMap(node: MapNode, layers: readonly Layer[], path: string[], context: MergeContext): Json {
  const merged: Record<string, Json> = {}
  const keys = new Set<string>()
  for (const { value } of layers) for (const key in value as JsonObject) keys.add(key)
  for (const key of keys) {
    const below = descend(layers, key)
    if (topmost(below) === null) continue
    const value = within(path, key, () => merge(node.of, below, path, context))
    // Keys are names of the user's choice; `defineProperty` keeps `__proto__` a key like any other.
    if (value !== undefined) Object.defineProperty(merged, key, { value, enumerable: true, configurable: true, writable: true })
  }
  return Object.freeze(merged)
}

/** The layers that count for a map: from the highest down to one that removes it, or that replaces it by a short form. The lowest first. */
export function overlaid<Some extends Layer>(layers: readonly Some[]): readonly Some[] {
  if (layers.length === 1 && isMap((layers[0] as Some).value)) return layers
  const relevant: Some[] = []
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index] as Some
    if (layer.value === undefined) continue
    if (layer.value === null) break
    relevant.unshift(layer)
    if (!isMap(layer.raw)) break
  }
  return relevant
}

/** Where one of several words is to be said, another one replaces it. */
function uppermost(layers: readonly Layer[]): readonly Layer[] {
  return overlaid(layers).slice(-1)
}

/** The layers of a part of a thing. */
export function descend(layers: readonly Layer[], key: string): readonly Layer[] {
  let below: Layer[] | undefined
  for (const layer of layers) {
    const value = child(layer.value, key)
    if (value === undefined) continue
    below ??= []
    // A short form has no parts of its own: what it stands for is as whole as it is.
    below.push({ value, raw: isMap(layer.raw) ? child(layer.raw, key) : isMap(value) ? value : layer.raw })
  }
  return below ?? NONE
}

const NONE: readonly Layer[] = Object.freeze([])

/** What the layers say of a part of a thing: undefined where nobody says it, and where it is removed, or replaced by a short form above. */
export function said(layers: readonly Layer[], path: readonly string[]): Json | undefined {
  let below = layers
  for (const segment of path) below = descend(overlaid(below), segment)
  const value = topmost(below)
  return value === null ? undefined : value
}

function topmost(layers: readonly Layer[]): Json | undefined {
  for (let index = layers.length - 1; index >= 0; index--) {
    const { value } = layers[index] as Layer
    if (value !== undefined) return value
  }
  return undefined
}

function replaceTexts(value: Json, path: string[], context: MergeContext): Json {
  if (Array.isArray(value))
    return Object.freeze(value.map((item: Json, index) => within(path, String(index), () => replaceTexts(item, path, context))))
  if (isMap(value)) {
    const replaced: Record<string, Json> = {}
    for (const key in value) {
      const of = within(path, key, () => replaceTexts(value[key] as Json, path, context))
      Object.defineProperty(replaced, key, { value: of, enumerable: true, configurable: true, writable: true })
    }
    return Object.freeze(replaced)
  }
  return typeof value === 'string' ? context.scalar(value, TEXT, path) : value
}

const TEXT: ScalarNode = { type: 'scalar', json: ['string'] }

const defaults = new WeakMap<PlanNode, { readonly value: Json | undefined }>()

/** What stands where nobody wrote anything. Shared and frozen. */
export function defaultOf(node: PlanNode): Json | undefined {
  const known = defaults.get(node)
  if (known !== undefined) return known.value
  const value = computeDefault(node)
  defaults.set(node, { value })
  return value
}

function computeDefault(node: PlanNode): Json | undefined {
  switch (node.type) {
    case 'scalar':
    case 'list':
    case 'any':
      return typeof node.default === 'object' && node.default !== null
        ? (Object.freeze(node.default) as Json)
        : (node.default as Json | undefined)
    case 'map':
      return node.default === undefined ? (node.present ? Object.freeze({}) : undefined) : Object.freeze({ ...node.default })
    case 'object': {
      if (!node.present) return undefined
      const value: Record<string, Json> = {}
      for (const key in node.props) {
        const of = node.props[key] as PlanNode
        const part = isOverlay(of) ? undefined : defaultOf(of)
        if (part !== undefined) value[key] = part
      }
      return Object.freeze(value)
    }
  }
}

/** Words that only change what is said elsewhere: they are layers, and no part of the result. */
function isOverlay(node: PlanNode): boolean {
  return (node.type === 'map' && node.overlay === true) || (node.type === 'object' && node.partial === true)
}

function within<T>(path: string[], key: string, work: () => T): T {
  path.push(key)
  const result = work()
  path.pop()
  return result
}
