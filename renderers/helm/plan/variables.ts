import { isMap, isOptional, open, type Variants, variantsOf } from '../../../engine/sdk.ts'
import type { Claim } from '../values/slot.ts'
import type { Group } from '../values/slots.ts'
import type { Context, Rule } from './context.ts'
import { field } from './field.ts'
import { itemContext, namespacePieces, planPlace, planValue } from './place.ts'
import type { Entry, Item } from './template.ts'

/** One variable of a container, decided. */
type Variable =
  | {
      readonly type: 'value'
      readonly name: string
      readonly claim: Omit<Claim, 'wanted' | 'share'>
      readonly optional: boolean
      readonly from: boolean
      readonly pieces: readonly string[] | undefined
    }
  | { readonly type: 'fixed'; readonly name: string; readonly part: Variants }

const DESCRIPTION = 'Variables of the container, by name: a text, or a map as in `valueFrom`. More can be added.'

/**
 * The rule for the variables of a container: a map of values by name, to which anybody can add. Those that come from elsewhere (`valueFrom`) stand in
 * the template, and give way to a value of that name. Main containers of a chart share one map, as long as they agree; `offers` also makes one where
 * there is no variable.
 */
export function variablesRule(offers: boolean): Rule {
  return {
    entry(key, part, whole, context) {
      if (part === undefined) return offers ? onlyMore(key, homeFor([], offers, context)) : undefined
      const variables = variablesOf(part, whole, context)
      const isNeverEmpty = variables?.some((variable) => variable.type === 'fixed' || !variable.optional) === true
      if (variables === undefined || (!isNeverEmpty && part.values.some((value) => Array.isArray(value) && value.length === 0)))
        return asItIs(key, part, whole, context)
      const home = homeFor(variables, offers && isNeverEmpty, context)
      const items = variables.map((variable) => itemOf(variable, home, context))
      const entry = { key, template: { type: 'list', items, variables: { path: home.path, named: home.keys } } } as const
      return isNeverEmpty ? entry : { ...entry, when: { test: 'filled', path: home.path } }
    },
  }
}

function onlyMore(key: string, home: Group): Entry {
  const variables = { path: home.path, named: home.keys }
  return { key, template: { type: 'list', items: [], variables }, when: { test: 'more', variables } }
}

/** A list that is none of variables, or not of the same ones in any order: as any other list. */
function asItIs(key: string, part: Variants, whole: Variants, context: Context): Entry {
  if (!isOptional(part, whole)) return { key, template: planPlace(part, { ...context, rule: undefined }) }
  const template = planValue(part, 'set', context, [...context.scope, 'envList'])
  return template.type === 'value' ? { key, template, when: { test: 'set', path: template.slot.path } } : { key, template }
}

/** The variables, or undefined when it is no list of them. */
function variablesOf(part: Variants, whole: Variants, context: Context): readonly Variable[] | undefined {
  const inside = open(part)
  if (inside.type !== 'list') return undefined
  const variables: Variable[] = []
  for (const { key: name, part: item } of inside.items) {
    if (field(item, 'name').values.some((value, index) => item.values[index] !== undefined && value !== name)) return undefined
    const optional = isOptional(item, whole)
    const from = has(item, 'valueFrom') && field(item, 'valueFrom').values.every((value) => value === undefined || isMap(value))
    if (has(item, 'value') && field(item, 'value').values.every((value) => value === undefined || typeof value === 'string')) {
      const value = field(item, 'value')
      const pieces = optional ? undefined : namespacePieces(value, { ...context, isNamespace: false })
      variables.push({
        type: 'value',
        name,
        optional,
        from: false,
        pieces,
        claim: claimOf(pieces === undefined ? value : nobody(value), optional || pieces !== undefined, false),
      })
    } else if (from && optional)
      variables.push({ type: 'value', name, optional, from, pieces: undefined, claim: claimOf(field(item, 'valueFrom'), true, true) })
    else if (!optional) variables.push({ type: 'fixed', name, part: item })
    else return undefined
  }
  return variables
}

function claimOf({ values }: Variants, optional: boolean, from: boolean): Omit<Claim, 'wanted' | 'share'> {
  return { form: from ? 'whole' : 'string', presence: optional ? 'set' : 'always', values, description: '' }
}

function nobody({ values }: Variants): Variants {
  return variantsOf(values.map(() => undefined))
}

/** Whether it is a map of a name and this, wherever it is. */
function has({ values }: Variants, key: string): boolean {
  return values.every((value) => value === undefined || (isMap(value) && Object.keys(value).length === 2 && Object.hasOwn(value, key)))
}

/** The map of values for these variables: the chart's own when it says the same of each, else one for this container. */
function homeFor(variables: readonly Variable[], mayShare: boolean, { planning, scope }: Context): Group {
  const { sharedVariables: shared } = planning
  const fits = (home: Group) => variables.every((variable) => variable.type === 'fixed' || home.fits(variable.name, variable.claim))
  if (mayShare && shared.home !== undefined && fits(shared.home)) return shared.home
  const home = planning.slots.reserve([...(mayShare && shared.home === undefined && shared.isOn ? [] : scope), 'env'], DESCRIPTION)
  if (mayShare && shared.isOn) shared.home ??= home
  return home
}

function itemOf(variable: Variable, home: Group, context: Context): Item {
  const { name } = variable
  if (variable.type === 'fixed') {
    const template = planPlace(variable.part, itemContext(name, 0, undefined, { ...context, name: [...context.scope, 'envFixed'] }))
    return { template, when: { test: 'unset', path: home.path, key: name } }
  }
  const slot = home.claim(name, variable.claim)
  if (slot === undefined) throw new Error(`the variable ${name} has two values`)
  const value =
    variable.pieces === undefined ? ({ type: 'value', slot } as const) : ({ type: 'override', slot, pieces: variable.pieces } as const)
  const template = {
    type: 'map',
    entries: [
      { key: 'name', template: { type: 'literal', value: name } },
      { key: variable.from ? 'valueFrom' : 'value', template: value },
    ],
  } as const
  return variable.optional ? { template, when: { test: 'set', path: slot.path } } : { template }
}
