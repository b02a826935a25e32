import { notPlainData } from './plain-data.ts'

/** JSON with two spaces and a last line break. Throws for what is no JSON value: JSON.stringify would drop it (undefined, functions) or make it null. */
export function writeJson(value: unknown): string {
  const error = notPlainData(value)
  if (error !== undefined) throw error
  return `${JSON.stringify(value, null, 2)}\n`
}
