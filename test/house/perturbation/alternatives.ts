import { kinds } from '../../../engine/kinds/kinds.ts'
import type { ReferenceKind, ScalarNode } from '../../../engine/plan/plan.ts'
import type { Json } from '../../../engine/source/source.ts'

/** Other values that could stand in the place of a scalar, the likeliest first. Whether one is valid there, the trial tells. */
export function alternatives(value: Json, node: Partial<ScalarNode>, named: (kind: ReferenceKind) => readonly string[]): readonly Json[] {
  const others = node.enum ?? (node.ref !== undefined ? node.ref.flatMap(named) : scalars(value, node))
  const fits = others.filter((other) => other !== value && isOfKind(other, node))
  // A name that nobody declared is a perturbation too: somebody has to object.
  return node.ref === undefined ? fits : [...fits, `${String(value)}x`]
}

function isOfKind(value: Json, { kind, minimum, maximum, minLength, maxLength }: Partial<ScalarNode>): boolean {
  if (typeof value === 'number' && ((minimum !== undefined && value < minimum) || (maximum !== undefined && value > maximum))) return false
  if (typeof value === 'string' && (value.length < (minLength ?? 0) || value.length > (maxLength ?? Number.POSITIVE_INFINITY))) return false
  if (typeof value === 'string' && value.includes('${')) return true
  return kind === undefined || (typeof value !== 'object' && kinds[kind].check(value) === undefined)
}

function scalars(value: Json, node: Partial<ScalarNode>): readonly Json[] {
  if (typeof value === 'boolean') return [!value]
  if (typeof value === 'number') return [value + 1, value - 1, value * 2, Math.floor(value / 2), value + 0.5]
  if (typeof value === 'string')
    return [
      ...texts(value),
      ...(node.kind === undefined ? [] : [kinds[node.kind].example]),
      ...(node.kind === 'method' ? ['PUT', 'DELETE', 'PATCH'] : []),
      // What is only compared with what there is room for is noticed when there is no room.
      ...(node.kind === 'bytes' ? ['100Pi'] : []),
    ]
  // Where `null` removes something, something else can stand.
  return value === null ? ['x', 1, true] : []
}

/** Neighbours of a text: another number in it, a letter more at the end, before an ending, or in front. */
function texts(text: string): string[] {
  const numbers = [...text.matchAll(/\d+/g)].reverse()
  const counted = numbers.flatMap((match) => [1, -1].map((step) => replaceAt(text, match.index, match[0], String(Number(match[0]) + step))))
  const suffixed = [`${text}x`, `${text}1`, text.replace(/(\.[a-z]+|\/)?$/, 'x$1'), text.slice(0, -1)]
  const word = /[a-z]{2,}/.exec(text)
  const lettered = word === null ? [] : [replaceAt(text, word.index, word[0], `${word[0]}x`)]
  const digest = text.replace(/[0-9a-f]$/, (last) => (last === '0' ? '1' : '0'))
  return [...suffixed.slice(0, 1), ...counted, ...suffixed.slice(1), ...lettered, digest, `x${text}`, 'x']
}

function replaceAt(text: string, index: number, old: string, other: string): string {
  return text.slice(0, index) + other + text.slice(index + old.length)
}
