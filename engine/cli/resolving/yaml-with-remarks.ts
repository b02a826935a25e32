import { writeYaml } from '../../emit/yaml.ts'
import type { Json } from '../../source/source.ts'
import type { Origins } from './origins.ts'

/** YAML with a comment behind every value that says where it comes from. A list is one value: overlays replace it as a whole. */
export function yamlWithRemarks(value: Json, path: readonly string[], origins: Origins): string {
  if (!isMap(value) || Object.keys(value).length === 0) return remarked(writeYaml([value]), origins(path))
  return Object.entries(value)
    .map(([key, part]) => entry(key, part, [...path, key], origins))
    .join('')
}

function entry(key: string, value: Json, path: readonly string[], origins: Origins): string {
  if (!isMap(value) || Object.keys(value).length === 0) return remarked(writeYaml([{ [key]: value }]), origins(path))
  const below = yamlWithRemarks(value, path, origins).replace(/^(?=.)/gm, '  ')
  return writeYaml([{ [key]: null }]).replace(/ null\n$/, `\n${below}`)
}

/** On the first line, where it stands behind the value, or behind what introduces it (`|`, or the key of a list). */
function remarked(text: string, remark: string): string {
  const end = text.indexOf('\n')
  return `${text.slice(0, end)} # ${remark}${text.slice(end)}`
}

function isMap(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
