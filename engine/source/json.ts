import type { Json, JsonObject } from './source.ts'

/** Whether a value is a map. */
export function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value of a key, if the value is a map that has it. */
export function child(value: Json | undefined, key: string): Json | undefined {
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** What a path of keys leads to. */
export function dig(value: Json | undefined, path: readonly string[]): Json | undefined {
  let current = value
  for (const segment of path) current = child(current, segment)
  return current
}

/** One map laid over another: maps merge key by key, whatever else the upper one says replaces. */
export function overlaid(lower: JsonObject, upper: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...lower }
  for (const [key, value] of Object.entries(upper)) {
    const before = merged[key]
    merged[key] = isMap(before) && isMap(value) ? overlaid(before, value) : value
  }
  return merged
}
