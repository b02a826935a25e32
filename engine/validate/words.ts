import { kinds } from '../kinds/kinds.ts'
import type { PlanNode, ScalarNode } from '../plan/plan.ts'
import { TYPE_WORDS } from '../plan/scalar.ts'
import type { Json } from '../source/source.ts'
import type { Path } from './normalise.ts'
import { HIDDEN, secretForm } from './secrets.ts'

/** What the language takes at a place, short forms included: "a duration, or a map". */
export function wanted(node: PlanNode): string {
  switch (node.type) {
    case 'scalar':
      return scalar(node)
    case 'list':
      return node.short && node.of.type !== 'object' ? `${wanted(node.of)} or a list` : 'a list'
    case 'map':
      return node.short ? 'a map or a list of names' : 'a map'
    case 'object': {
      const short = node.short === undefined ? undefined : node.props[node.short]
      return short === undefined ? 'a map' : `${wanted(short)} or a map`
    }
    case 'any':
      return 'a map'
  }
}

function scalar(node: ScalarNode): string {
  if (node.kind !== undefined) return kinds[node.kind].what
  if (node.enum !== undefined) return oneOf(node.enum as readonly string[])
  return or(node.json.map((type) => TYPE_WORDS[type]))
}

/** "one of `a` or `b`", or the only choice. */
export function oneOf(choices: readonly (string | number | boolean)[]): string {
  return choices.length === 1 ? `\`${choices[0]}\`` : `one of ${or(choices.map((choice) => `\`${choice}\``))}`
}

/** "a, b or c". */
export function or(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** What stands there, in the words of YAML. */
export function found(value: Json | undefined): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a map'
  return typeof value === 'string'
    ? `the text \`${shown(value)}\``
    : typeof value === 'number'
      ? `the number \`${value}\``
      : `\`${String(value)}\``
}

const LONGEST = 60

/** A value as a message shows it: one line, not too long, and never a secret. */
export function shown(value: string | number | boolean): string {
  const text = String(value)
  if (secretForm(text) !== undefined) return HIDDEN
  const line = text.replace(/[\r\n][\s\S]*$/, '…')
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
}

/** The subject of a sentence about a place: "`port`", "item 2 of `args`". */
export function subject(path: Path): string {
  const last = path.at(-1)
  if (last === undefined) return 'the platform'
  if (typeof last === 'string' && !/^\d+$/.test(last)) return `\`${shown(last)}\``
  const list = path.findLast((segment) => typeof segment === 'string' && !/^\d+$/.test(segment))
  return list === undefined ? `item ${Number(last) + 1}` : `item ${Number(last) + 1} of \`${shown(list)}\``
}

/** The dotted path of a thing, as people say it: `services.web.build`. */
export function dotted(path: Path): string {
  return path.join('.')
}
