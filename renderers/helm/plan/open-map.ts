import { isOptional, type Json, open, type Variants } from '../../../engine/sdk.ts'
import type { Path } from '../values/path.ts'
import { isEmpty } from '../values/slot.ts'
import type { Context, Rule } from './context.ts'
import { isFragile } from './fragile.ts'
import { jobNameOf } from './job-name.ts'
import { contextOf, namespacePieces, optionalEntry, planPlace, planValue } from './place.ts'
import type { Entry, Template } from './template.ts'

/** A map to which anybody can add. */
export type OpenMap = LabelMap | ValueMap

interface AnyMap {
  /** The value that holds what is added, and what environments say differently. */
  readonly name: Path
  /** What it is for. Default says whose it is. */
  readonly description?: string
  /** Whether the value is there when no environment adds anything. */
  readonly offers: boolean
}

/** Labels: what all environments have stands in the template, since selectors are made of it. */
interface LabelMap extends AnyMap {
  readonly type: 'labels'
  readonly role: 'object' | 'pod' | 'selector'
}

/** Annotations, or the data of a ConfigMap. */
interface ValueMap extends AnyMap {
  readonly type: 'map'
  /** Whether an entry that every environment has is in the value. What is not stands in the template. */
  readonly isValue: (key: string, part: Variants) => boolean
  /** The name of the value of an entry that stands in the template, but is not the same everywhere. */
  readonly keptName: (key: string) => Path
}

/** The rule for such a map. What is no value stands in the template. */
export function openMap(map: OpenMap): Rule {
  return {
    entry(key, part, whole, context) {
      const { scope, planning } = context
      const more = (values: readonly (Json | undefined)[]) =>
        planning.slots.claim({
          wanted: [[...scope, ...map.name]],
          form: 'whole',
          presence: 'filled',
          values,
          blank: {},
          description: map.description ?? `More ${key} of the ${context.of}.`,
        })
      if (part === undefined) {
        if (!map.offers) return undefined
        const slot = more(whole.values.map(() => undefined))
        return { key, template: { type: 'value', slot }, when: { test: 'filled', path: slot.path } }
      }
      const inside = open(part)
      const kept = inside.type === 'map' && !isOptional(part, whole) ? keptEntries(inside.entries, part, map, context) : []
      if (inside.type !== 'map' || kept.every(({ when }) => when !== undefined)) return allInValues(key, part, whole, map, context)
      const rest = part.values.map((value) => (value === undefined ? undefined : without(value, new Set(kept.map((entry) => entry.key)))))
      const hasRest = map.offers || rest.some((value) => value !== undefined && !isEmpty(value))
      const body = { entries: kept, ...(hasRest ? { more: more(rest) } : {}) }
      return { key, template: map.type === 'map' ? { type: 'map', ...body } : { type: 'labels', role: map.role, ...body } }
    },
  }
}

function allInValues(key: string, part: Variants, whole: Variants, { name }: OpenMap, context: Context): Entry {
  const isEmptySomewhere = part.values.some((value) => value !== undefined && isEmpty(value))
  const presence = !isOptional(part, whole) ? 'always' : isEmptySomewhere ? 'set' : 'filled'
  const template = planValue(part, presence, context, [...context.scope, ...name])
  return presence === 'always' || template.type !== 'value'
    ? { key, template }
    : { key, template, when: { test: presence, path: template.slot.path } }
}

/** What stands in the template. */
function keptEntries(
  entries: readonly { readonly key: string; readonly part: Variants }[],
  whole: Variants,
  map: OpenMap,
  context: Context,
): Entry[] {
  const kept: Entry[] = []
  for (const { key, part } of entries) {
    const inner = {
      ...contextOf(key, undefined, context),
      name: [...context.scope, ...(map.type === 'map' ? map.keptName(key) : [...map.name, key])],
    }
    const isOdd = isFragile(key) || part.values.some((value) => value !== undefined && isFragile(value))
    if (isOptional(part, whole)) {
      if (isOdd) kept.push(optionalEntry(key, part, inner))
    } else if (map.type === 'map') {
      if (isOdd || !map.isValue(key, part)) kept.push({ key, template: planPlace(part, inner) })
    } else {
      const template = versionOf(key, part, context) ?? jobNameOf(part, context)
      if (template !== undefined) kept.push({ key, template })
      else if (isOdd || part.agrees || namespacePieces(part, inner) !== undefined) kept.push({ key, template: planPlace(part, inner) })
    }
  }
  return kept
}

/** The version of the chart's main image, where a label says it: a new tag changes both. */
function versionOf(key: string, part: Variants, { planning: { mainReferences } }: Context): Template | undefined {
  if (key !== 'app.kubernetes.io/version' || mainReferences === undefined) return undefined
  const isVersion = part.values.every((value, index) => value === undefined || value === tagOf(mainReferences[index]))
  return isVersion ? { type: 'include', template: 'version', argument: undefined } : undefined
}

function tagOf(reference: string | undefined): string | undefined {
  return reference === undefined ? undefined : /:([\w][\w.-]*)(?:@|$)/.exec(reference.slice(reference.lastIndexOf('/') + 1))?.[1]
}

function without(value: Json, keys: ReadonlySet<string>): Json {
  return Object.fromEntries(Object.entries(value ?? {}).filter(([key]) => !keys.has(key)))
}
