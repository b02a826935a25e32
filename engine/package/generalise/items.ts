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

/**
 * The items of a list in every environment, matched by what identifies them, or by position in lists of maps of one length.
 * Undefined when nothing does, or when no order of all items is the order of each list.
 */
export function matchItems(
  lists: readonly (readonly Json[] | undefined)[],
  agrees: boolean,
): { readonly key: string; readonly part: Variants }[] | undefined {
  const present = lists.filter((list) => list !== undefined)
  if (!present.every((list) => list.every(isMap))) return undefined
  for (const path of IDENTITIES) {
    const keys = lists.map((list) => list && identitiesOf(list as readonly JsonObject[], path))
    if (keys.some((all, index) => all === undefined && lists[index] !== undefined)) continue
    const each = keys.filter((names) => names !== undefined)
    const all = union(each)
    const positions = keys.map((names) => names && new Map(names.map((name, index) => [name, index])))
    // Names that no two environments share, such as hosts, match nothing.
    if (!all.some((key) => positions.every((known) => known === undefined || known.has(key)))) break
    if (!keepsOrder(each, all)) return undefined
    return all.map((key) => ({
      key,
      part: variantsOf(
        lists.map((list, index) => list?.[positions[index]?.get(key) ?? -1]),
        agrees || undefined,
      ),
    }))
  }
  return byPosition(lists, present, agrees)
}

function byPosition(lists: readonly (readonly Json[] | undefined)[], present: readonly (readonly Json[])[], agrees: boolean) {
  const length = present[0]?.length ?? 0
  if (present.some((list) => list.length !== length)) return undefined
  return Array.from({ length }, (_, position) => ({
    key: String(position),
    part: variantsOf(
      lists.map((list) => list?.[position]),
      agrees || undefined,
    ),
  }))
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
