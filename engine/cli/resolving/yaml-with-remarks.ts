import { writeYaml } from '../../emit/yaml.ts'
import type { Json } from '../../source/source.ts'
import type { Origins } from './origins.ts'

/** Remarks stand below one another up to this column, and directly behind longer lines. */
const FARTHEST = 60

interface Line {
  readonly text: string
  readonly remark: string | undefined
}

/** YAML with a comment behind every value that says where it comes from. A list is one value: overlays replace it as a whole. */
export function yamlWithRemarks(value: Json, path: readonly string[], origins: Origins): string {
  const lines = linesOf(value, path, origins)
  const column = Math.max(0, ...lines.map(({ text, remark }) => (remark === undefined || text.length > FARTHEST ? 0 : text.length)))
  return lines.map(({ text, remark }) => `${remark === undefined ? text : `${text.padEnd(column)} # ${remark}`}\n`).join('')
}

function linesOf(value: Json, path: readonly string[], origins: Origins): readonly Line[] {
  if (!isMap(value) || Object.keys(value).length === 0) return remarked([value], origins(path))
  return Object.entries(value).flatMap(([key, part]) => entry(key, part, [...path, key], origins))
}

function entry(key: string, value: Json, path: readonly string[], origins: Origins): readonly Line[] {
  if (!isMap(value) || Object.keys(value).length === 0) return remarked([{ [key]: value }], origins(path))
  const below = linesOf(value, path, origins).map(({ text, remark }) => ({ text: text === '' ? '' : `  ${text}`, remark }))
  const head = writeYaml([{ [key]: null }]).replace(/ null\n$/, '')
  return [...head.split('\n').map((text) => ({ text, remark: undefined })), ...below]
}

/** On the first line, where it stands behind the value, or behind what introduces it (`|`, or the key of a list). */
function remarked(documents: readonly unknown[], remark: string): readonly Line[] {
  const lines = writeYaml(documents).replace(/\n$/, '').split('\n')
  return lines.map((text, index) => ({ text, remark: index === 0 ? remark : undefined }))
}

function isMap(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
