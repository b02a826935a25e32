import { emptyMap, type Placed, type Where } from './places.ts'
import { readPlain } from './plain/read.ts'
import { parseYaml } from './yaml/parse.ts'

/** Reads a text for its places. A text with mistakes gets the places of what could be understood. */
export function readPlaced(text: string): Placed {
  const where: Where = new Map()
  const value = readPlain(text, where)
  if (value !== undefined) return { value, where }
  const parsed = parseYaml(text)
  return { value: parsed.value ?? emptyMap(), where: parsed.where }
}
