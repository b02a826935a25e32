import { type Entries, isMap, type Placed, type Where } from './places.ts'
import type { Json } from './source.ts'

/** One entry of a map, or one item of a list, in its text. */
export interface Entry {
  readonly entries: Entries
  readonly index: number
  readonly keyStart: number
  readonly keyEnd: number
  readonly start: number
  readonly end: number
}

/** The value that a path leads to, or the last one on the way that exists. */
export interface Found {
  readonly value: Json
  /** Undefined for the whole file. */
  readonly entry: Entry | undefined
  /** What is left of the path; empty when it was followed to its end. */
  readonly rest: readonly string[]
}

/** Follows the segments of a pointer. */
export function find({ value: root, where }: Placed, path: readonly string[]): Found {
  let value = root
  let entry: Entry | undefined
  for (const [depth, segment] of path.entries()) {
    const next = step(value, segment, where)
    if (next === undefined) return { value, entry, rest: path.slice(depth) }
    value = next.value
    entry = next.entry
  }
  return { value, entry, rest: [] }
}

function step(value: Json, segment: string, where: Where): { readonly value: Json; readonly entry: Entry } | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const entries = where.get(value)
  if (entries === undefined) return undefined
  const index = isMap(value) ? indexOf(entries, segment) : itemOf(value as readonly Json[], segment)
  const child = isMap(value) ? value[segment] : (value as readonly Json[])[index]
  return index === -1 || child === undefined ? undefined : { value: child, entry: entryAt(entries, index) }
}

/** By its number, or by its name: `calls: [catalog]` stands for a map with the key `catalog`. */
function itemOf(list: readonly Json[], segment: string): number {
  return /^(?:0|[1-9][0-9]*)$/.test(segment) ? Number(segment) : list.indexOf(segment)
}

/** The entry of an index, which must exist. */
export function entryAt(entries: Entries, index: number): Entry {
  const { at } = entries
  const offset = (field: number): number => at[4 * index + field] ?? 0
  return { entries, index, keyStart: offset(0), keyEnd: offset(1), start: offset(2), end: offset(3) }
}

/** How many entries there are. */
export function countOf(entries: Entries): number {
  return entries.at.length / 4
}

/** Maps with more keys get an index when they are asked for the first time. */
const FEW = 16
const indexes = new WeakMap<Entries, ReadonlyMap<string, number>>()

function indexOf(entries: Entries, key: string): number {
  if (entries.keys.length <= FEW) return entries.keys.indexOf(key)
  let index = indexes.get(entries)
  if (index === undefined) {
    index = new Map(entries.keys.map((name, at) => [name, at]))
    indexes.set(entries, index)
  }
  return index.get(key) ?? -1
}
