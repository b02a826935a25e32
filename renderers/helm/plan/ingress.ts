import { equal, isMap, isOptional, type Json, open, type Variants, variantsOf } from '../../../engine/sdk.ts'
import type { Rule } from './context.ts'
import { hasErased } from './fragile.ts'
import { optionalEntry, planEntries, planPlace } from './place.ts'
import { targetPort } from './ports.ts'

const http: Rule = {
  below: { paths: { each: () => ({ below: { backend: { below: { service: { below: { port: targetPort('name', 'number') } } } } } }) } },
}

/**
 * The rules of an Ingress. Where every host has the same paths, as is usual, the hosts are a list of values, and one can be added;
 * else the rules are matched one by one.
 */
export const ingressRules: Rule = {
  entry(key, part, whole, context) {
    if (part === undefined) return undefined
    if (isOptional(part, whole)) return optionalEntry(key, part, context)
    const { planning, scope } = context
    const rest = samePaths(part)
    if (rest === undefined) return { key, template: planPlace(part, { ...context, rule: { each: () => ({ below: { http } }) } }) }
    const slot = planning.slots.claim({
      wanted: [[...scope, 'hosts']],
      form: 'whole',
      presence: 'always',
      values: part.values.map((rules) =>
        Array.isArray(rules) ? (rules as readonly Json[]).map((rule) => (isMap(rule) ? (rule.host ?? null) : null)) : undefined,
      ),
      description: 'The host names that it answers to.',
      schema: { items: { type: 'string' }, minItems: 1 },
    })
    const inside = open(rest)
    const entries = inside.type === 'map' ? planEntries(rest, inside.entries, { ...context, rule: { below: { http } } }) : []
    return { key, template: { type: 'each', slot, key: 'host', rest: entries } }
  },
}

/** What all rules of an environment have beside their host, or undefined when they do not have the same. */
function samePaths(rules: Variants): Variants | undefined {
  const values: (Json | undefined)[] = []
  for (const list of rules.values) {
    if (list === undefined) {
      values.push(undefined)
      continue
    }
    if (!Array.isArray(list) || list.length === 0) return undefined
    let first: Json | undefined
    for (const rule of list as readonly Json[]) {
      if (!isMap(rule) || typeof rule.host !== 'string' || hasErased(rule.host)) return undefined
      const { host: _host, ...rest } = rule
      if (first !== undefined && !equal(first, rest)) return undefined
      first = rest
    }
    values.push(first)
  }
  return variantsOf(values)
}
