import type { Json, JsonObject } from '../../source/source.ts'

/** One place of an object, as every environment has it. */
export interface Variants {
  /** By environment, in the order of the bundle; undefined where the place does not exist. */
  readonly values: readonly (Json | undefined)[]
  /** Whether all environments that have the place have the same there. */
  readonly agrees: boolean
}

/** The variants of some values. `agrees` can be given when it is known, as it is for everything inside of what agrees. */
export function variantsOf(values: readonly (Json | undefined)[], agrees: boolean = allEqual(values)): Variants {
  return { values, agrees }
}

/** What the first environment has that has the place. */
export function firstOf({ values }: Variants): Json | undefined {
  return values.find((value) => value !== undefined)
}

/** Whether some environment has the whole, but not this part of it. */
export function isOptional(part: Variants, whole: Variants): boolean {
  return whole.values.some((value, index) => value !== undefined && part.values[index] === undefined)
}

/** Whether two values mean the same. The order of keys means nothing. */
export function equal(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    for (let index = 0; index < a.length; index++) if (!equal(a[index], b[index])) return false
    return true
  }
  const left = a as JsonObject
  const right = b as JsonObject
  const keys = Object.keys(left)
  if (keys.length !== Object.keys(right).length) return false
  for (const key of keys) if (!Object.hasOwn(right, key) || !equal(left[key], right[key])) return false
  return true
}

function allEqual(values: readonly (Json | undefined)[]): boolean {
  let first: Json | undefined
  for (const value of values) {
    if (value === undefined) continue
    if (first === undefined) first = value
    else if (!equal(first, value)) return false
  }
  return true
}
