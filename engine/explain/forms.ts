import { kinds } from '../kinds/kinds.ts'
import type { PlanNode } from '../plan/plan.ts'
import { yamlScalar } from '../source/quote.ts'
import type { Json } from '../source/source.ts'
import { propertyOf, type SchemaPart, wordsOf } from './words.ts'

/** One value in two ways to write it, or undefined for a field that has only one. */
export function formsOf(key: string, node: PlanNode, part: SchemaPart): { readonly short: string; readonly long: string } | undefined {
  if (node.type === 'object' && node.short !== undefined) {
    const inner = node.props[node.short]
    const innerPart = propertyOf(part, node.short)
    if (inner === undefined || innerPart === undefined) return undefined
    const value = sampleOf(inner, innerPart)
    return pair(key, value, { [node.short]: value })
  }
  if (node.type === 'map' && node.short === true) {
    const [example] = wordsOf(part).examples
    const names = Array.isArray(example) ? example : ['NAME']
    return pair(key, names, Object.fromEntries(names.map((name) => [String(name), {}])))
  }
  if (node.type === 'list' && node.short === true) {
    const [example] = wordsOf(part).examples
    const [item] = Array.isArray(example) ? example : [example ?? sampleOf(node.of, undefined)]
    return item === undefined ? undefined : pair(key, item, [item])
  }
  return undefined
}

function pair(key: string, short: Json, long: Json): { readonly short: string; readonly long: string } {
  return { short: `${key}: ${flow(short)}`, long: `${key}: ${flow(long)}` }
}

/** A value that would be right: an example of the field, its default, or an example of its kind. */
function sampleOf(node: PlanNode, part: SchemaPart | undefined): Json {
  const words = part === undefined ? undefined : wordsOf(part)
  const [example] = words?.examples ?? []
  if (example !== undefined) return example
  if (words?.default !== undefined) return words.default
  if (node.type === 'list') return [sampleOf(node.of, undefined)]
  if (node.type !== 'scalar') return {}
  if (node.kind !== undefined) return kinds[node.kind].example
  return node.enum?.[0] ?? node.minimum ?? (node.json.includes('boolean') ? true : 'text')
}

/** A value on one line, as a person would write it into platform.yaml. */
export function flow(value: Json): string {
  if (typeof value === 'string') return yamlScalar(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  const entries = Object.entries(value).map(([key, item]) => `${yamlScalar(key)}: ${flow(item)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}
