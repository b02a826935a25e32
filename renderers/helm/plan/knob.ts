import { isOptional, type Json, type JsonObject, variantsOf } from '../../../engine/sdk.ts'
import type { Path } from '../values/path.ts'
import { formOf } from '../values/slot.ts'
import type { Rule } from './context.ts'
import { blankOf, presenceOf } from './place.ts'

/** A value that people expect of a chart, whether environments differ in it or not. */
export interface Knob {
  /** Its name, below the values of its object or container. */
  readonly name: Path
  readonly description: string
  /** What values.yaml says where no environment has the place: then the chart offers it all the same. Without it, it is a value only where it stands. */
  readonly blank?: Json
  readonly schema?: JsonObject
  /** Whether it is one word for the whole chart, as long as all agree. */
  readonly share?: boolean
}

/** The rule for a place that is such a value. */
export function knob({ name, description, blank, schema = {}, share: mayShare = false }: Knob): Rule {
  return {
    entry(key, part, whole, { scope, planning }) {
      if (part === undefined && blank === undefined) return undefined
      const share = mayShare && planning.hasMain
      const present = part ?? variantsOf(whole.values.map(() => undefined))
      const presence = isOptional(present, whole) ? (part === undefined ? 'filled' : presenceOf(part)) : 'always'
      const offered = presence !== 'filled' ? undefined : part === undefined ? blank : blankOf(part)
      const slot = planning.slots.claim({
        wanted: share ? [name, [...scope, ...name]] : [[...scope, ...name]],
        form: part === undefined ? (typeof blank === 'string' ? 'string' : 'whole') : formOf(present.values),
        presence,
        values: present.values,
        description,
        schema,
        share,
        ...(offered === undefined ? {} : { blank: offered }),
      })
      const template = { type: 'value', slot } as const
      return presence === 'always' ? { key, template } : { key, template, when: { test: presence, path: slot.path } }
    },
  }
}
