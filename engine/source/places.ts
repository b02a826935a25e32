import type { Json, JsonObject } from './source.ts'

/** Where the entries of one map, or the items of one list, stand in its file. All offsets are UTF-16 code units from 0, ends are exclusive. */
export interface Entries {
  /** From the first entry to the end of the last one; in flow style with the brackets. */
  readonly start: number
  readonly end: number
  /** Whether it is written with brackets. */
  readonly flow: boolean
  /** The keys in the order of the text; empty for a list. */
  readonly keys: readonly string[]
  /**
   * Four numbers per entry: start and end of the key, start and end of the value. The key of a list item is empty and stands at its dash, or at the
   * item itself in flow style. A value of which nothing is written is empty and stands behind the `:` or the `-`. Block scalars end without their last line break.
   */
  readonly at: readonly number[]
}

/** The places of all maps and lists of one file, by the object that they became. A side table, made only when somebody asks for a place. */
export type Where = Map<object, Entries>

/** A file's value, and where everything in it stands. */
export interface Placed {
  readonly value: Json
  readonly where: Where
}

/**
 * A map without a prototype, so that `__proto__` and `constructor` are keys like any other. Not by `Object.create(null)`: V8 makes a hash table of
 * that, which takes twice the memory and is slower to read.
 */
export function emptyMap(): Record<string, Json> {
  return Object.setPrototypeOf({}, null) as Record<string, Json>
}

/** Whether a value is a map: neither a list, nor null, nor a scalar. */
export function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
