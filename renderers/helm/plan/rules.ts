import type { Rule } from './context.ts'

/** Both rules, for one place. Where both say something of the same, the second counts. */
export function merged(first: Rule | undefined, second: Rule | undefined): Rule {
  if (first === undefined || second === undefined) return first ?? second ?? {}
  const below = { ...first.below }
  for (const [key, rule] of Object.entries(second.below ?? {})) below[key] = merged(below[key], rule)
  return { ...first, ...second, below }
}

/** The rule for what stands at the end of a path, whose own names say nothing to people. */
export function nested(path: readonly string[], rule: Rule): Rule {
  return path.reduceRight<Rule>((inner, key) => ({ isSilent: true, below: { [key]: inner } }), rule)
}
