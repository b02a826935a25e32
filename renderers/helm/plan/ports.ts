import { isMap, isOptional, type Json, type Variants } from '../../../engine/sdk.ts'
import type { Path } from '../values/path.ts'
import { formOf } from '../values/slot.ts'
import type { Rule } from './context.ts'
import { field } from './field.ts'
import { optionalEntry, planPlace } from './place.ts'
import type { Template } from './template.ts'

/** The number of a Service's port: a value, which routes to the Service read as well. */
export function servicePort(name: Path): Rule {
  return {
    entry(key, part, whole, context) {
      if (part === undefined) return undefined
      if (isOptional(part, whole)) return optionalEntry(key, part, context)
      const { planning, scope, object } = context
      const slot = planning.slots.claim({
        wanted: [[...scope, ...name]],
        form: formOf(part.values),
        presence: 'always',
        values: part.values,
        description: 'The port that it listens on.',
      })
      planning.servicePorts.push({ service: object.name, values: part.values, slot })
      return { key, template: { type: 'value', slot } }
    },
  }
}

/** The port of a route's target, whose Service is named by `nameKey` beside it. The number is the port itself, or in it. */
export function targetPort(nameKey: string, ...path: readonly string[]): Rule {
  return {
    entry(key, part, whole, context) {
      if (part === undefined) return undefined
      if (isOptional(part, whole)) return optionalEntry(key, part, context)
      const number = field(part, ...path)
      const service = serviceOf(field(whole, nameKey))
      const known = context.planning.servicePorts.find((port) => port.service === service && isSame(port.values, number))
      const isAlone =
        path.length === 0 || part.values.every((value) => value === undefined || (isMap(value) && Object.keys(value).length === 1))
      const template =
        known === undefined || !isAlone
          ? planPlace(part, { ...context, rule: undefined })
          : nested(path, { type: 'value', slot: known.slot })
      return { key, template }
    },
  }
}

/** The first part of a host name, which is the Service's. Undefined when environments route to different ones. */
function serviceOf({ values }: Variants): string | undefined {
  const names = new Set(values.flatMap((value) => (typeof value === 'string' ? [value.split('.')[0]] : [])))
  return names.size === 1 ? [...names][0] : undefined
}

/** Whether the port is the same wherever there is a route to it. */
function isSame(port: readonly (Json | undefined)[], { values }: Variants): boolean {
  return values.some((value) => value !== undefined) && values.every((value, index) => value === undefined || value === port[index])
}

function nested(path: readonly string[], template: Template): Template {
  return path.reduceRight<Template>((inner, key) => ({ type: 'map', entries: [{ key, template: inner }] }), template)
}
