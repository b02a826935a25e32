import type { Json, JsonObject } from '../../source/source.ts'
import { matchItems } from './items.ts'
import { union } from './union.ts'
import { type Variants, variantsOf } from './variants.ts'

/** What is inside of a place. Parts that only some environments have are there as well; see `isOptional`. */
export type Inside =
  | { readonly type: 'map'; readonly entries: readonly { readonly key: string; readonly part: Variants }[] }
  /** The key is what identifies an item, or its position where nothing does. */
  | { readonly type: 'list'; readonly items: readonly { readonly key: string; readonly part: Variants }[] }
  /** Scalars; lists that have nothing to match their items by; or a map here and something else there. */
  | { readonly type: 'whole' }

const WHOLE: Inside = { type: 'whole' }

/** Looks one level into a place. An empty map or list, which has no inside, is a whole. */
export function open(place: Variants): Inside {
  const present = place.values.filter((value) => value !== undefined)
  if (present.every(isMap)) return present.some(isFilled) ? { type: 'map', entries: entriesOf(place) } : WHOLE
  if (!present.every(isList)) return WHOLE
  const items = matchItems(place.values as readonly (readonly Json[] | undefined)[], place.agrees)
  return items === undefined || items.length === 0 ? WHOLE : { type: 'list', items }
}

function entriesOf({ values, agrees }: Variants): { key: string; part: Variants }[] {
  const maps = values as readonly (JsonObject | undefined)[]
  const keys = union(agrees ? [Object.keys(maps.find(isMap) ?? {})] : maps.flatMap((map) => (map === undefined ? [] : [Object.keys(map)])))
  return keys.map((key) => ({
    key,
    part: variantsOf(
      maps.map((map) => (map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined)),
      agrees || undefined,
    ),
  }))
}

/** Whether it is a map. */
export function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether it is a list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}

function isFilled(map: JsonObject): boolean {
  for (const _key in map) return true
  return false
}
