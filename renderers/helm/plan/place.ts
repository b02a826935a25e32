import {
  firstOf,
  isList,
  isOptional,
  type Json,
  mentionsNamespace,
  open,
  piecesOf,
  type Variants,
  variantsOf,
} from '../../../engine/sdk.ts'
import { camel, type Path } from '../values/path.ts'
import { formOf, isEmpty, type Presence } from '../values/slot.ts'
import { type Context, describe, type Rule } from './context.ts'
import { hasErased } from './fragile.ts'
import type { Entry, Item, Template } from './template.ts'

/** Keys whose value is the name of a namespace. */
const NAMESPACE_KEYS = new Set(['namespace', 'namespaces', 'kubernetes.io/metadata.name'])
/** Stands for the namespace while a text is written; nothing that has it is looked into. */
const MARK = '\ue000'

/** The template of one place: literal where all environments agree, else as little as possible read from the values. */
export function planPlace(place: Variants, context: Context): Template {
  if (isFixed(place, context)) return literal(place)
  const pieces = namespacePieces(place, context)
  if (pieces !== undefined) return { type: 'text', pieces }
  const inside = open(place)
  if (inside.type === 'map' && inside.entries.some(({ part }) => !isOptional(part, place)))
    return { type: 'map', entries: planEntries(place, inside.entries, context) }
  if (inside.type === 'list' && inside.items.some(({ part }) => !isOptional(part, place)))
    return { type: 'list', items: planItems(place, inside.items, context) }
  const texts = inside.type === 'whole' ? scalarItems(place, context) : undefined
  if (texts !== undefined) return { type: 'list', items: texts }
  return place.agrees ? literal(place) : planValue(place, 'always', context)
}

/** A value of its own for a place. */
export function planValue(place: Variants, presence: Presence, context: Context, name: Path = nameOf(context)): Template {
  const form = formOf(place.values)
  const blank = presence === 'filled' ? blankOf(place) : undefined
  return {
    type: 'value',
    slot: context.planning.slots.claim({
      wanted: [name],
      form,
      presence,
      values: place.values,
      description: describe(context),
      ...(blank === undefined ? {} : { blank }),
    }),
  }
}

/** The name of a place; of one whose own name is silent, with it after all. */
function nameOf({ name, scope, where }: Context): Path {
  return name.length > scope.length ? name : [...name, camel(where.slice(where.lastIndexOf('.') + 1))]
}

/** An entry that some environments do not have: there when its value is. */
export function optionalEntry(key: string, part: Variants, context: Context): Entry {
  const template = planValue(part, presenceOf(part), context)
  return template.type === 'value'
    ? { key, template, when: { test: template.slot.presence === 'filled' ? 'filled' : 'set', path: template.slot.path } }
    : { key, template }
}

/** How a value says that its place is not there. */
export function presenceOf(part: Variants): Presence {
  const form = formOf(part.values)
  return (form === 'string' || form === 'whole') && !part.values.some((value) => value !== undefined && isEmpty(value)) ? 'filled' : 'set'
}

/** The entries of a map, those that some environments do not have under a condition. */
export function planEntries(
  whole: Variants,
  entries: readonly { readonly key: string; readonly part: Variants }[],
  context: Context,
): readonly Entry[] {
  const below = context.rule?.below ?? {}
  const planned: Entry[] = []
  for (const { key, part } of entries) {
    const rule = Object.hasOwn(below, key) ? below[key] : undefined
    const inner = contextOf(key, rule, context)
    if (rule?.entry !== undefined) {
      const entry = rule.entry(key, part, whole, inner)
      if (entry !== undefined) planned.push(entry)
    } else if (isOptional(part, whole)) planned.push(optionalEntry(key, part, inner))
    else planned.push({ key, template: planPlace(part, inner) })
  }
  for (const [key, rule] of Object.entries(below)) {
    if (rule.entry === undefined || entries.some((entry) => entry.key === key)) continue
    const entry = rule.entry(key, undefined, whole, contextOf(key, rule, context))
    if (entry !== undefined) planned.push(entry)
  }
  return planned
}

/** The items of a list, those that some environments do not have behind a switch. */
export function planItems(
  whole: Variants,
  items: readonly { readonly key: string; readonly part: Variants }[],
  context: Context,
): readonly Item[] {
  return items.map(({ key, part }) => {
    const inner = itemContext(key, items.length, context.rule?.each?.(key, items.length), context)
    const item = planPlace(part, inner)
    return isOptional(part, whole) ? { template: item, when: { test: 'true', path: switchOf(part, whole, inner) } } : { template: item }
  })
}

/** A switch for what only some environments have. */
export function switchOf(
  part: Variants,
  whole: Variants,
  context: Context,
  wanted: readonly Path[] = [[...context.name, 'enabled']],
): Path {
  return context.planning.slots.claim({
    wanted,
    form: 'boolean',
    presence: 'always',
    values: whole.values.map((value, index) => (value === undefined ? undefined : part.values[index] !== undefined)),
    description: context.where === '' ? `Whether the chart has the ${context.of}.` : `Whether the ${context.of} has \`${context.where}\`.`,
    share: true,
  }).path
}

/** The context of an entry of a map. */
export function contextOf(key: string, rule: Rule | undefined, context: Context): Context {
  const isTop = context.where === ''
  return {
    ...context,
    rule,
    name: rule?.isSilent === true || (isTop && (key === 'spec' || key === 'metadata')) ? context.name : [...context.name, camel(key)],
    where: isTop ? key : `${context.where}.${key}`,
    isNamespace: NAMESPACE_KEYS.has(key),
  }
}

/** The context of an item of a list. Positions are part of the list's name: `http0`; the only item has none. */
export function itemContext(key: string, count: number, rule: Rule | undefined, context: Context): Context {
  const isPosition = /^[0-9]+$/.test(key)
  const list = context.name.at(-1) ?? 'item'
  const name = !isPosition ? [...context.name, camel(key)] : count === 1 ? context.name : [...context.name.slice(0, -1), `${list}${key}`]
  return { ...context, rule, name, where: `${context.where}[${key}]` }
}

function isFixed(place: Variants, { rule, planning }: Context): boolean {
  return place.agrees && rule === undefined && !mentionsNamespace(place, planning.namespaces)
}

function literal(place: Variants): Template {
  return { type: 'literal', value: firstOf(place) ?? null }
}

/** The pieces of a text around the namespace, unless they can't be written. */
export function namespacePieces(place: Variants, { planning, isNamespace }: Context): readonly string[] | undefined {
  const pieces = piecesOf(place, planning.namespaces, isNamespace)
  return pieces?.some((piece) => piece.includes(MARK) || hasErased(piece)) === true ? undefined : pieces
}

/** A list of scalars in which only the namespace makes a difference. */
function scalarItems(place: Variants, context: Context): readonly Item[] | undefined {
  const lists = place.values.filter((value) => value !== undefined)
  const length = isList(lists[0]) ? lists[0].length : 0
  if (length === 0 || !lists.every((list) => isList(list) && list.length === length)) return undefined
  const items: Item[] = []
  for (let position = 0; position < length; position++) {
    const part = variantsOf(place.values.map((value) => (isList(value) ? value[position] : undefined)))
    const pieces = namespacePieces(part, context)
    if (pieces === undefined && !part.agrees) return undefined
    items.push({ template: pieces === undefined ? literal(part) : { type: 'text', pieces } })
  }
  return items
}

/** Nothing, in the form of the values. */
export function blankOf({ values }: Variants): Json {
  const first = values.find((value) => value !== undefined)
  return typeof first === 'string' ? '' : Array.isArray(first) ? [] : {}
}
