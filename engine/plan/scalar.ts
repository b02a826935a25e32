import { nearest } from '../diagnostics/suggest.ts'
import type { Kind, Problem } from '../kinds/kind.ts'
import { kinds } from '../kinds/kinds.ts'
import type { ScalarNode } from './plan.ts'

/** Why a scalar is not what its field takes. */
export type ScalarProblem =
  | { readonly type: 'kind'; readonly kind: Kind; readonly problem: Problem }
  | { readonly type: 'type' }
  | { readonly type: 'choice'; readonly choices: readonly (string | number | boolean)[]; readonly nearest: string | undefined }
  | { readonly type: 'range'; readonly minimum: number | undefined; readonly maximum: number | undefined }
  | { readonly type: 'length'; readonly minimum: number | undefined; readonly maximum: number | undefined }

/** Checks a scalar whose references, if it had any, are filled in. */
export function checkScalar(node: ScalarNode, value: string | number | boolean): ScalarProblem | undefined {
  if (node.kind !== undefined) {
    const kind: Kind = kinds[node.kind]
    const problem = kind.check(value)
    if (problem !== undefined) return { type: 'kind', kind, problem }
  } else if (!isOfType(node, value)) return { type: 'type' }
  if (node.enum !== undefined && !node.enum.includes(value)) {
    const choices = node.enum as readonly (string | number | boolean)[]
    return { type: 'choice', choices, nearest: nearest(String(value), choices.map(String)) }
  }
  const { minimum, maximum, minLength, maxLength } = node
  if (typeof value === 'number' && isOutside(value, minimum, maximum)) return { type: 'range', minimum, maximum }
  // Code points, as JSON Schema counts them; the length in code units is never smaller.
  if (typeof value === 'string' && isOutside(value.length, minLength, maxLength) && isOutside([...value].length, minLength, maxLength))
    return { type: 'length', minimum: minLength, maximum: maxLength }
  return undefined
}

/** A problem in the form "this is not WHAT: REASON". */
export function tellProblem(node: ScalarNode, problem: ScalarProblem): { readonly what: string; readonly reason: string } {
  switch (problem.type) {
    case 'kind':
      return { what: problem.kind.what, reason: problem.problem.reason }
    case 'type':
      return { what: node.json.map((type) => TYPE_WORDS[type]).join(' or '), reason: 'it is a text' }
    case 'choice':
      return { what: `one of ${problem.choices.map((choice) => `\`${choice}\``).join(', ')}`, reason: 'there is no such choice' }
    case 'range':
      return { what: 'in its range', reason: `it has to be ${bounds(problem.minimum, problem.maximum)}` }
    case 'length':
      return { what: 'of its length', reason: `it has to have ${bounds(problem.minimum, problem.maximum)} characters` }
  }
}

/** What each JSON type is called in the words of YAML. */
export const TYPE_WORDS: { readonly [Type in ScalarNode['json'][number]]: string } = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
}

/** "from 1 to 9", "at least 1". */
export function bounds(minimum: number | undefined, maximum: number | undefined): string {
  if (minimum === maximum) return `exactly ${minimum}`
  if (maximum === undefined) return `at least ${minimum}`
  return minimum === undefined ? `at most ${maximum}` : `from ${minimum} to ${maximum}`
}

/**
 * A text in which references were filled in, as what its field takes: `3` becomes a number where only a number is right.
 * A text that nothing can be made of stays, and `checkScalar` says why it is wrong.
 */
export function settleScalar(node: ScalarNode, text: string): string | number | boolean {
  if (checkScalar(node, text) === undefined) return text
  const other = /^-?(?:0|[1-9]\d{0,15})(?:\.\d{1,15})?$/.test(text)
    ? Number(text)
    : text === 'true'
      ? true
      : text === 'false'
        ? false
        : undefined
  return other !== undefined && checkScalar(node, other) === undefined ? other : text
}

function isOfType({ json }: ScalarNode, value: string | number | boolean): boolean {
  if (typeof value !== 'number') return json.includes(typeof value as 'string' | 'boolean')
  return Number.isFinite(value) && (json.includes('number') || (json.includes('integer') && Number.isInteger(value)))
}

function isOutside(value: number, minimum: number | undefined, maximum: number | undefined): boolean {
  return (minimum !== undefined && value < minimum) || (maximum !== undefined && value > maximum)
}
