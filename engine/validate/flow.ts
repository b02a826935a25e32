import { isMap } from '../source/places.ts'
import { yamlScalar } from '../source/quote.ts'
import type { Json } from '../source/source.ts'
import { nameOf, promised, secretForm } from './secrets.ts'

const LONGEST = 400

/** A value in one line of YAML, for fixes. Undefined when it would be longer than anybody wants to read, or would repeat a secret. */
export function flowText(value: Json, name: string | undefined): string | undefined {
  if (holdsSecret(value, name)) return undefined
  const text = write(value)
  return text.length > LONGEST ? undefined : text
}

function holdsSecret(value: Json, name: string | undefined): boolean {
  if (typeof value === 'string') return secretForm(value) !== undefined || promised(value, name) !== undefined
  if (Array.isArray(value)) return value.some((item: Json) => holdsSecret(item, name))
  return isMap(value) && Object.keys(value).some((key) => holdsSecret(value[key] as Json, nameOf([name ?? '', key])))
}

function write(value: Json): string {
  if (typeof value === 'string') return yamlScalar(value)
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`
  if (!isMap(value)) return String(value)
  const entries = Object.keys(value).map((key) => `${yamlScalar(key)}: ${write(value[key] as Json)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}
