import type { Json, JsonObject } from '../../source/source.ts'
import { keepsOrder, union } from './union.ts'
import { type Variants, variantsOf } from './variants.ts'

/** What can identify an item of a list, the most telling first. Each is the path of a string or number in the item. */
const IDENTITIES: readonly (readonly string[])[] = [
  ['mountPath'],
  ['devicePath'],
  ['name'],
  ['metadata', 'name'],
  ['resource', 'name'],
  ['host'],
  ['containerPort'],
  ['port'],
  ['ip'],
  ['secretKey'],
  ['key'],
]

/** The same item of a list, in every environment. */
export interface MatchedItem {
  /** What identifies it, or its position where nothing does. */
  readonly key: string
  readonly part: Variants
}

type Lists = readonly (readonly Json[] | undefined)[]

/**
 * The items of a list in every environment, matched by what identifies them, else by position in lists of one length, else by being the same.
 * Undefined when nothing matches, or when no order of all items is the order of each list.
 */
export function matchItems(lists: Lists, agrees: boolean): readonly MatchedItem[] | undefined {
  const present = lists.filter((list) => list !== undefined)
  if (!present.every((list) => list.every(isMap))) return undefined
  for (const path of IDENTITIES) {
    const keys = lists.map((list) => list && identitiesOf(list as readonly JsonObject[], path))
    if (keys.some((all, index) => all === undefined && lists[index] !== undefined)) continue
    const matched = match(lists, keys, agrees)
    if (matched === 'nothing in common') break
    return matched
  }
  const length = present[0]?.length ?? 0
  return present.every((list) => list.length === length) ? byPosition(lists, length, agrees) : byContent(lists)
}

/** Undefined when the order cannot be kept. */
function match(
  lists: Lists,
  keys: readonly (readonly string[] | undefined)[],
  agrees: boolean,
): readonly MatchedItem[] | undefined | 'nothing in common' {
  const each = keys.filter((names) => names !== undefined)
  const all = union(each)
  const positions = keys.map((names) => names && new Map(names.map((name, index) => [name, index])))
  if (!all.some((key) => positions.every((known) => known === undefined || known.has(key)))) return 'nothing in common'
  if (!keepsOrder(each, all)) return undefined
  const at = (key: string) => lists.map((list, index) => list?.[positions[index]?.get(key) ?? -1])
  return all.map((key) => ({ key, part: variantsOf(at(key), agrees || undefined) }))
}

function byPosition(lists: Lists, length: number, agrees: boolean): readonly MatchedItem[] {
  const at = (position: number) => lists.map((list) => list?.[position])
  return Array.from({ length }, (_, position) => ({ key: String(position), part: variantsOf(at(position), agrees || undefined) }))
}

/** Lists to which some environments add items of their own, such as the rules of a policy. */
function byContent(lists: Lists): readonly MatchedItem[] | undefined {
  const keys = lists.map((list) => list?.map((item) => JSON.stringify(item)))
  if (keys.some((all) => all !== undefined && new Set(all).size !== all.length)) return undefined
  const matched = match(lists, keys, false)
  return Array.isArray(matched) ? matched.map(({ part }: MatchedItem, position) => ({ key: String(position), part })) : undefined
}

/** What the items are called, or undefined when one has no such name or two have the same. */
function identitiesOf(list: readonly JsonObject[], path: readonly string[]): string[] | undefined {
  const names: string[] = []
  for (const item of list) {
    let value: Json | undefined = item
    for (const key of path) value = isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined
    if (typeof value !== 'string' && typeof value !== 'number') return undefined
    names.push(String(value))
  }
  return new Set(names).size === names.length ? names : undefined
}

function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
