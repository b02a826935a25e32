import type { Json, JsonObject } from '../../../engine/sdk.ts'
import type { Path } from './path.ts'

/**
 * When a value is there. `always`: in every environment that has its place. `filled`: the place is left out where the value is empty.
 * `set`: it is left out where nobody says the value, because an empty one means something.
 */
export type Presence = 'always' | 'filled' | 'set'

/** `whole` is a map or a list that is written into the object as it is; `json` is whatever it is in each environment. */
export type Form = 'string' | 'integer' | 'boolean' | 'whole' | 'json'

/** One value of the chart: a name in values.yaml, and what every environment says there. */
export interface Slot {
  readonly path: Path
  readonly form: Form
  readonly presence: Presence
  /** By environment; undefined where nothing reads it. */
  readonly values: readonly (Json | undefined)[]
  /** What values.yaml says when no environment has to say anything. */
  readonly blank: Json | undefined
  readonly description: string
  /** More words of its JSON Schema. */
  readonly schema: JsonObject
}

/** What a place of an object asks for. */
export interface Claim {
  /** The names that it would like to have, the best first. */
  readonly wanted: readonly Path[]
  readonly form: Form
  readonly presence: Presence
  readonly values: readonly (Json | undefined)[]
  readonly blank?: Json
  readonly description: string
  readonly schema?: JsonObject
  /** Whether it may share a name with a place that has the same values in all environments: where one word is meant for both. */
  readonly share?: boolean
}

/** The form of some values. */
export function formOf(values: readonly (Json | undefined)[]): Form {
  const present = values.filter((value) => value !== undefined)
  if (present.every((value) => typeof value === 'string')) return 'string'
  if (present.every((value) => Number.isSafeInteger(value))) return 'integer'
  if (present.every((value) => typeof value === 'boolean')) return 'boolean'
  if (present.every((value) => typeof value === 'object' && value !== null && !Array.isArray(value))) return 'whole'
  return present.every(Array.isArray) ? 'whole' : 'json'
}

/** Whether a template takes the value for nothing: Go's `if`. */
export function isEmpty(value: Json): boolean {
  if (typeof value === 'object' && value !== null) return (Array.isArray(value) ? value : Object.keys(value)).length === 0
  return value === '' || value === 0 || value === false || value === null
}
