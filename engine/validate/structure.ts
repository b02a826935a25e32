import type { Fix, Pointer } from '../diagnostics/diagnostic.ts'
import type { MapNode, ObjectNode, PlanNode } from '../plan/plan.ts'
import { toWritten, type Written } from '../plan/written.ts'
import { isMap } from '../source/places.ts'
import { fromPointer, toPointer } from '../source/pointer.ts'
import { yamlScalar } from '../source/quote.ts'
import type { Json } from '../source/source.ts'
import { type Context, keyAt, valueAt } from './context.ts'
import { listForMap, missingKey, nothingWritten, wrongCount, wrongType } from './diagnostics.ts'
import { mapOfList } from './list-for-map.ts'
import type { Path } from './normalise.ts'
import { type Holder, tellUnknownKey } from './unknown-keys.ts'
import type { StructureError } from './validator.generated.js'
import { found, subject, wanted } from './words.ts'

type Required = Extract<StructureError, { readonly keyword: 'required' }>
type Count = Extract<StructureError, { readonly params: { readonly limit: number } }>

/** Tells what the validator found, in the words and at the places of what was written. Overlays may leave out what is required, and remove with null. */
export function tellStructure(errors: readonly StructureError[], context: Context): void {
  for (const [pointer, group] of grouped(errors)) {
    const at = toWritten(context.root, context.source.value, pointer)
    const missing = group
      .filter((error): error is Required => error.keyword === 'required' && !at.partial)
      .map(({ params }) => params.missingProperty)
    const misspelt = new Set<string>()
    for (const error of group) {
      switch (error.keyword) {
        case 'type':
          tellType(at, context)
          break
        case 'additionalProperties': {
          const meant = tellUnknownKey(error.params.additionalProperty, missing, holderOf(at, context), context)
          if (meant !== undefined) misspelt.add(meant)
          break
        }
        case 'required':
          break
        default:
          tellCount(error, at, context)
      }
    }
    for (const key of missing) if (!misspelt.has(key)) tellMissing(key, at, context)
  }
}

/** By place, in the order of finding. */
function grouped(errors: readonly StructureError[]): ReadonlyMap<Pointer, readonly StructureError[]> {
  const groups = new Map<Pointer, StructureError[]>()
  for (const error of errors) {
    const group = groups.get(error.instancePath)
    if (group === undefined) groups.set(error.instancePath, [error])
    else group.push(error)
  }
  return groups
}

function tellType({ pointer, value, node, outer, nullable }: Written, context: Context): void {
  const path = fromPointer(pointer)
  const about = { subject: subject(path), wanted: wanted(outer ?? context.root) }
  if (value === null) {
    if (!nullable) context.report(nothingWritten, keyAt(path), about, { fixes: emptyFixes(outer, path) })
  } else if (Array.isArray(value) && node?.type === 'map' && outer === node) tellListForMap(value, node, path, context)
  else context.report(wrongType, valueAt(path), { ...about, found: found(value) }, { fixes: listFixes(value, node, path) })
}

function tellListForMap(list: readonly Json[], node: MapNode, path: Path, { report }: Context): void {
  const place = valueAt(path)
  const text = mapOfList(list, node)
  const names = list.some((item) => isMap(item) && typeof item.name === 'string')
  report(
    listForMap,
    place,
    { subject: subject(path), names },
    { fixes: text === undefined ? [] : [{ message: 'write it as a map', changes: [{ replace: place, text }] }] },
  )
}

function emptyFixes(node: PlanNode | undefined, path: Path): readonly Fix[] {
  const remove: Fix = { message: 'remove the key', changes: [{ remove: keyAt(path) }] }
  const takesNothing = node?.type === 'map' || (node?.type === 'object' && node.required.length === 0)
  return takesNothing ? [{ message: 'write `{}`', changes: [{ replace: valueAt(path), text: '{}' }] }, remove] : [remove]
}

/** A thing alone where only a list is possible. */
function listFixes(value: Json | undefined, node: PlanNode | undefined, path: Path): readonly Fix[] {
  const takesList = node?.type === 'list' ? node.of.type === 'scalar' : node?.type === 'map' && node.short === true
  if (!takesList || typeof value !== 'string') return []
  return [{ message: 'write a list', changes: [{ replace: valueAt(path), text: `[${yamlScalar(value)}]` }] }]
}

function tellMissing(key: string, { pointer, node }: Written, { report }: Context): void {
  const path = fromPointer(pointer)
  const field = node?.type === 'object' ? node.props[key] : undefined
  const only = field?.type === 'scalar' && field.enum?.length === 1 ? yamlScalar(String(field.enum[0])) : undefined
  const fixes: readonly Fix[] =
    only === undefined ? [] : [{ message: `add \`${key}: ${only}\``, changes: [{ add: { to: pointer, key, value: only } }] }]
  report(missingKey, keyAt(path), { subject: subject(path), key }, { fixes })
}

function tellCount(error: Count, { pointer, value, partial }: Written, { report }: Context): void {
  const isLow = error.keyword.startsWith('min')
  // Few keys of a map that others add to are no mistake; a list replaces, so it is as long as it is.
  if (isLow && partial && !Array.isArray(value)) return
  const path = fromPointer(pointer)
  const what = error.keyword.endsWith('Items') ? 'items' : 'keys'
  const count = Array.isArray(value) ? value.length : isMap(value) ? Object.keys(value).filter((key) => !key.startsWith('x-')).length : 1
  const { limit } = error.params
  report(wrongCount, valueAt(path), {
    subject: subject(path),
    count,
    what,
    minimum: isLow ? limit : undefined,
    maximum: isLow ? undefined : limit,
  })
}

/** The map with the unknown key, and the ones around it. */
function holderOf({ pointer, node, value }: Written, { root, source }: Context): Holder {
  const path = fromPointer(pointer)
  const around: { node: ObjectNode; value: Holder['value']; path: Path }[] = []
  for (let length = path.length - 1; length >= 0; length--) {
    const outer = toWritten(root, source.value, toPointer(path.slice(0, length)))
    if (outer.node?.type === 'object' && isMap(outer.value))
      around.push({ node: outer.node, value: outer.value, path: path.slice(0, length) })
  }
  if (node?.type !== 'object' || !isMap(value)) throw new Error(`the validator found an unknown key at ${pointer}, which is no map`)
  return { node, value, path, around }
}
