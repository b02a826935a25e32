import { isMap } from '../source/places.ts'
import { yamlScalar } from '../source/quote.ts'
import type { Json } from '../source/source.ts'

/** A value in one line of YAML, for fixes. Undefined when it would be longer than anybody wants to read. */
export function flowText(value: Json, longest = 400): string | undefined {
  const text = write(value)
  return text.length > longest ? undefined : text
}

function write(value: Json): string {
  if (typeof value === 'string') return yamlScalar(value)
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`
  if (!isMap(value)) return String(value)
  const entries = Object.keys(value).map((key) => `${yamlScalar(key)}: ${write(value[key] as Json)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}
