import { escapeSegment } from '../source/pointer.ts'

/** One value that is not as before. `undefined` is a value that is not there. */
export interface FieldChange {
  /** A JSON Pointer, in which the entries of a list of named things have their names: `/spec/containers/orders/image`. */
  readonly path: string
  readonly before: unknown
  readonly after: unknown
}

/** A map of a YAML or JSON document. */
export interface Fields {
  readonly [key: string]: unknown
}

/** By what Kubernetes knows the entries of its lists. The first one that every entry has, each its own, is the name in that list. */
const NAMES = ['name', 'mountPath', 'devicePath', 'topologyKey', 'ip', 'host', 'containerPort', 'port', 'key'] as const

/**
 * The smallest parts in which two values differ: maps are compared by key, lists of named things by name, lists of scalars as a whole, other lists by
 * position once equal entries at both ends are set aside. Named things in another order are a change of the list: its names before and after.
 */
export function fieldChanges(before: unknown, after: unknown): readonly FieldChange[] {
  const changes: FieldChange[] = []
  compare(before, after, '', changes)
  return changes
}

function compare(before: unknown, after: unknown, path: string, changes: FieldChange[]): void {
  if (isMap(before) && isMap(after)) compareMaps(before, after, path, changes)
  else if (Array.isArray(before) && Array.isArray(after)) compareLists(before, after, path, changes)
  else if (!Object.is(before, after)) changes.push({ path, before, after })
}

function compareMaps(before: Fields, after: Fields, path: string, changes: FieldChange[]): void {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
    compare(own(before, key), own(after, key), `${path}/${escapeSegment(key)}`, changes)
}

function compareLists(before: readonly unknown[], after: readonly unknown[], path: string, changes: FieldChange[]): void {
  if (isSame(before, after)) return
  if ([...before, ...after].every((item) => typeof item !== 'object' || item === null)) {
    changes.push({ path, before, after })
    return
  }
  const name = NAMES.find((key) => isName(key, before) && isName(key, after))
  if (name === undefined) comparePositions(before, after, path, changes)
  else compareNamed(byName(before, name), byName(after, name), path, changes)
}

function compareNamed(before: Named, after: Named, path: string, changes: FieldChange[]): void {
  for (const name of new Set([...before.keys(), ...after.keys()]))
    compare(before.get(name), after.get(name), `${path}/${escapeSegment(name)}`, changes)
  const stayed = [...before.keys()].filter((name) => after.has(name))
  const now = [...after.keys()].filter((name) => before.has(name))
  if (!isSame(stayed, now)) changes.push({ path, before: [...before.keys()], after: [...after.keys()] })
}

function comparePositions(before: readonly unknown[], after: readonly unknown[], path: string, changes: FieldChange[]): void {
  let start = 0
  while (start < before.length && start < after.length && isSame(before[start], after[start])) start++
  let end = 0
  const most = Math.min(before.length, after.length) - start
  while (end < most && isSame(before.at(-1 - end), after.at(-1 - end))) end++
  const [lastBefore, lastAfter] = [before.length - end, after.length - end]
  for (let index = start; index < Math.max(lastBefore, lastAfter); index++)
    compare(index < lastBefore ? before[index] : undefined, index < lastAfter ? after[index] : undefined, `${path}/${index}`, changes)
}

type Named = ReadonlyMap<string, unknown>

function isName(key: string, list: readonly unknown[]): boolean {
  const names = list.map((item) => (isMap(item) ? own(item, key) : undefined))
  return names.every((name) => typeof name === 'string' || typeof name === 'number') && new Set(names.map(String)).size === list.length
}

function byName(list: readonly unknown[], key: string): Named {
  return new Map(list.map((item) => [isMap(item) ? String(item[key]) : '', item]))
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => isSame(item, b[index]))
  if (!isMap(a) || !isMap(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]))
}

function own(map: Fields, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined
}

/** Whether a value is a map of a YAML or JSON document. */
export function isMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
