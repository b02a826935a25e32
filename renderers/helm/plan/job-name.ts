import { equal, type Family, isOptional, type Variants, withoutHash } from '../../../engine/sdk.ts'
import type { Context, Rule } from './context.ts'
import { field } from './field.ts'
import { planPlace } from './place.ts'
import type { Template } from './template.ts'

/** The name of a Job that says in its name what it is made of. */
export interface JobName {
  readonly names: Variants
  readonly template: Template
}

/**
 * A Job can't be changed, which is why its name has a hash. Values of somebody's own don't change that hash; so when a release is upgraded the Job gets a
 * name of its own, and runs again, as migrations of charts do.
 */
export function hashedName({ kind, place }: Family, context: Context): JobName | undefined {
  const names = field(place, 'metadata', 'name')
  if (kind !== 'Job' || !names.values.every((name) => name === undefined || (typeof name === 'string' && withoutHash(name) !== name)))
    return undefined
  const base = planPlace(names, { ...context, name: [...context.scope, 'name'], where: 'metadata.name' })
  return base.type === 'literal' || base.type === 'value' ? { names, template: { type: 'jobName', base } } : undefined
}

/** The rule for the name of such a Job. */
export const jobNameRule: Rule = {
  entry(key, part, whole, context) {
    if (part === undefined) return undefined
    return {
      key,
      template: isOptional(part, whole)
        ? planPlace(part, { ...context, rule: undefined })
        : (jobNameOf(part, context) ?? planPlace(part, { ...context, rule: undefined })),
    }
  },
}

/** The template for a place that says the name of its Job. */
export function jobNameOf(part: Variants, { jobName }: Context): Template | undefined {
  return jobName !== undefined && part.values.every((value, index) => value === undefined || equal(value, jobName.names.values[index]))
    ? jobName.template
    : undefined
}
