import { isOptional, type Variants, variantsOf } from '../../../engine/sdk.ts'
import type { Path } from '../values/path.ts'
import type { Rule } from './context.ts'
import { knob } from './knob.ts'

const NAME: Path = ['replicaCount']
const DESCRIPTION = 'How many pods there are.'

/** The rule for the number of pods of a workload without an autoscaler. */
export const replicas: Rule = knob({ name: NAME, description: DESCRIPTION })

/**
 * The rule for the number of pods of a workload that is scaled where `autoscaler` is: then it says no number, and without it one.
 * Where a workload does both or neither, its number is a value as any other.
 */
export function scaledReplicas(autoscaler: Variants, minimum: Variants, isOn: Path): Rule {
  return {
    entry(key, part, whole, context) {
      const count = part ?? variantsOf(whole.values.map(() => undefined))
      const isEither = whole.values.every(
        (value, index) => value === undefined || (count.values[index] === undefined) === (autoscaler.values[index] !== undefined),
      )
      if (!isEither || !(part === undefined || isOptional(part, whole))) return replicas.entry?.(key, part, whole, context)
      const least = minimum.values.find((value) => typeof value === 'number')
      const slot = context.planning.slots.claim({
        wanted: [[...context.scope, ...NAME]],
        form: 'integer',
        presence: 'always',
        values: count.values,
        blank: least ?? 1,
        description: 'How many pods there are, unless they are scaled.',
      })
      return { key, template: { type: 'value', slot }, when: { test: 'false', path: isOn } }
    },
  }
}
