import { kinds } from '../kinds/kinds.ts'
import type { PlanNode, ScalarNode, ScalarType } from '../plan/plan.ts'
import { yamlScalar } from '../source/quote.ts'

const TYPES: { readonly [type in ScalarType]: string } = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
}

/** What a field takes, in words: `a list of durations` is "a list, each a duration". */
export function typeText(node: PlanNode): string {
  switch (node.type) {
    case 'object': {
      const short = node.short === undefined ? undefined : node.props[node.short]
      return short === undefined ? 'a map of the fields below' : `a map of the fields below, or ${typeText(short)} (its \`${node.short}\`)`
    }
    case 'map':
      return `a map by name${node.short === true ? ', or a list of names' : ''}${keyText(node)}; each is ${briefly(node.of)}`
    case 'list':
      return `a list${node.short === true ? ', or one alone' : ''}; each is ${briefly(node.of)}`
    case 'scalar':
      return scalarText(node)
    case 'any':
      return 'anything'
  }
}

function briefly(node: PlanNode): string {
  return node.type === 'object' || node.type === 'map' ? 'a map' : typeText(node)
}

function keyText({ keyKind, keyRef }: Extract<PlanNode, { readonly type: 'map' }>): string {
  if (keyRef !== undefined) return ` of a ${oneOf(keyRef)}`
  return keyKind === undefined ? '' : ` (${kinds[keyKind].what})`
}

function scalarText({ json, kind, ref, enum: choices, minimum, maximum }: ScalarNode): string {
  if (choices !== undefined) return `one of ${choices.map((choice) => yamlScalar(String(choice))).join(', ')}`
  if (ref !== undefined) return `the name of a ${oneOf(ref)}`
  if (kind !== undefined) return kinds[kind].what
  const types = json.map((type) => TYPES[type]).join(', ')
  if (minimum === undefined && maximum === undefined) return types
  return maximum === undefined ? `${types} from ${minimum}` : `${types} from ${minimum ?? 0} to ${maximum}`
}

function oneOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** The grammar of a typed text with its units, or undefined. */
export function grammarOf(node: PlanNode): string | undefined {
  if (node.type === 'scalar') return node.kind === undefined ? undefined : kinds[node.kind].explain
  if (node.type === 'list') return grammarOf(node.of)
  const short = node.type === 'object' && node.short !== undefined ? node.props[node.short] : undefined
  return short === undefined ? undefined : grammarOf(short)
}
