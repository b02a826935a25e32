import type { Json, JsonObject } from '../../../engine/sdk.ts'
import { defaultOf, define } from './defaults.ts'
import type { Slot } from './slot.ts'
import type { Tree } from './tree.ts'

/**
 * A text, or what YAML takes for another scalar. Helm reads numbers as floating point, and would print a million as 1e+06: larger ones need quotes.
 * A map is a source as in `valueFrom`.
 */
const VARIABLE: JsonObject = { type: ['string', 'boolean', 'integer', 'object', 'null'], minimum: -999_999, maximum: 999_999 }

/** The JSON Schema of the values: a name that no template reads is a mistake. `more` are properties that Helm itself needs. */
export function schemaOf(title: string, tree: Tree, base: number, more: JsonObject): JsonObject {
  return { $schema: 'http://json-schema.org/draft-07/schema#', title, ...group(tree, base, more) }
}

function group({ below, description }: Tree, base: number, more: JsonObject = {}): JsonObject {
  const properties: Record<string, Json> = {}
  for (const [key, part] of below) define(properties, key, part.slot === undefined ? group(part, base) : property(part.slot, base))
  return {
    type: 'object',
    ...(description === undefined ? {} : { description }),
    additionalProperties: description === undefined ? false : VARIABLE,
    ...(description === undefined ? { properties: { ...properties, ...more } } : {}),
  }
}

function property(slot: Slot, base: number): JsonObject {
  const types = typesOf(slot)
  const fallback = defaultOf(slot, base)
  const type = slot.presence === 'set' ? [...types, 'null'] : types
  return {
    ...(slot.description === '' ? {} : { description: slot.description }),
    type: type.length === 1 ? (type[0] ?? 'object') : type,
    ...(fallback === undefined ? {} : { default: fallback }),
    ...slot.schema,
  }
}

/** The JSON types that environments use, without repetition. */
export function typesOf({ form, values, blank }: Slot): string[] {
  if (form === 'string' || form === 'integer' || form === 'boolean') return [form]
  const present = values.filter((value) => value !== undefined)
  const all = present.length > 0 ? present : [blank ?? {}]
  return [...new Set(all.map((value) => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value)))].sort()
}
