import type { Change, Fix } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/suggest.ts'
import type { ObjectNode, PlanNode } from '../plan/plan.ts'
import { isMap } from '../source/places.ts'
import { toPointer } from '../source/pointer.ts'
import { yamlScalar } from '../source/quote.ts'
import type { Json, JsonObject } from '../source/source.ts'
import { type Context, keyAt } from './context.ts'
import { foreignKey, misplacedKey, unknownKey } from './diagnostics.ts'
import { flowText } from './flow.ts'
import { habits } from './habits.ts'
import type { Path } from './normalise.ts'

/** A map that has a key which the language does not know there. */
export interface Holder {
  readonly node: ObjectNode
  readonly value: JsonObject
  /** Where it was written. */
  readonly path: Path
  /** The objects around it, the innermost first, each with where it was written. */
  readonly around: readonly { readonly node: ObjectNode; readonly value: JsonObject; readonly path: Path }[]
}

/** Tells an unknown key once: a slip of the pen, a word of another tool, a key that belongs elsewhere, or just unknown. Gives the missing key that it stands for. */
export function tellUnknownKey(key: string, missing: readonly string[], holder: Holder, context: Context): string | undefined {
  const { node, value, path } = holder
  const place = keyAt([...path, key])
  const unsaid = Object.keys(node.props).filter((known) => value[known] === undefined)
  const meant = nearest(key, missing)
  const near = meant ?? nearest(key, unsaid)
  const remove: Fix = { message: `remove \`${key}\``, changes: [{ remove: place }] }

  const here = meant === undefined ? habits.get(key) : undefined
  const target = here === undefined ? undefined : nodeAt(node, here)
  if (here !== undefined && target !== undefined) {
    const movable = dig(value, here) === undefined && fits(target, value[key])
    const [last = '', ...outer] = here.split('.').reverse()
    const fix = outer.length === 0 ? [rename(place, here)] : moved(key, last, value[key] as Json, [...path, ...outer.reverse()], place)
    context.report(foreignKey, place, { key, here }, { fixes: movable ? [...fix, remove] : [remove] })
    return undefined
  }
  const belongs = meant === undefined && (near === undefined || !isSlip(key, near)) ? findHome(key, holder, context.root) : undefined
  if (belongs !== undefined) {
    context.report(
      misplacedKey,
      place,
      { key, belongs: belongs.words },
      { fixes: [...(belongs.to === undefined ? [] : moved(key, key, value[key] as Json, belongs.to, place)), remove] },
    )
    return undefined
  }
  context.report(
    unknownKey,
    place,
    { key, nearest: near, known: unsaid },
    { fixes: near === undefined ? [remove] : [rename(place, near), remove] },
  )
  return near !== undefined && missing.includes(near) ? near : undefined
}

type KeyPlace = ReturnType<typeof keyAt>

function rename(place: KeyPlace, key: string): Fix {
  return { message: `write \`${key}\``, changes: [{ replace: place, text: yamlScalar(key) }] }
}

/** One letter, or only case and separators. */
function isSlip(key: string, near: string): boolean {
  const plain = (name: string): string => name.toLowerCase().replace(/[-_. ]/g, '')
  return (
    plain(key) === plain(near) ||
    (Math.abs(key.length - near.length) <= 1 && nearest(key.slice(0, 5), [near.slice(0, 5)]) !== undefined && key.length > 3) ||
    `${key}s` === near ||
    key === `${near}s`
  )
}

interface Home {
  readonly words: readonly string[]
  /** The map to move it to. */
  readonly to: Path | undefined
}

/** Where a key is known: in a map around this one, in one right below it, or anywhere. */
function findHome(key: string, { node, path, around }: Holder, root: ObjectNode): Home | undefined {
  for (const { node: outer, value, path: to } of around)
    if (Object.hasOwn(outer.props, key) && value[key] === undefined)
      return { words: [to.length === 0 ? 'at the top of the file' : `beside \`${String(path[to.length])}\`, in \`${to.join('.')}\``], to }
  const below = Object.keys(node.props).filter((name) => objectOf(node.props[name])?.props[key] !== undefined)
  if (below.length > 0)
    return {
      words: below.slice(0, 2).map((name) => `under \`${name}\``),
      to: below.length === 1 ? [...path, below[0] as string] : undefined,
    }
  const anywhere = homesOf(key, root)
  return anywhere.length === 0
    ? undefined
    : { words: anywhere.slice(0, 2).map((place) => (place === '' ? 'at the top of the file' : `under \`${place}\``)), to: undefined }
}

/** The objects that know a key, as paths with NAME for a name, the shortest first. */
function homesOf(key: string, root: ObjectNode): readonly string[] {
  const homes: string[] = []
  const seen = new Set<PlanNode>()
  let level: readonly (readonly [path: string, node: PlanNode])[] = [['', root]]
  while (level.length > 0) {
    const next: (readonly [string, PlanNode])[] = []
    for (const [path, node] of level) {
      if (seen.has(node)) continue
      seen.add(node)
      const join = (part: string): string => (path === '' ? part : `${path}.${part}`)
      if (node.type === 'map' || node.type === 'list') next.push([node.type === 'map' ? join('NAME') : `${path}[]`, node.of])
      if (node.type !== 'object') continue
      if (Object.hasOwn(node.props, key)) homes.push(path)
      for (const name of Object.keys(node.props)) next.push([join(name), node.props[name] as PlanNode])
    }
    level = next
  }
  return homes
}

function objectOf(node: PlanNode | undefined): ObjectNode | undefined {
  return node?.type === 'object' ? node : undefined
}

function nodeAt(node: ObjectNode, path: string): PlanNode | undefined {
  let current: PlanNode | undefined = node
  for (const segment of path.split('.')) current = objectOf(current)?.props[segment]
  return current
}

function dig(value: JsonObject, path: string): Json | undefined {
  let current: Json | undefined = value
  for (const segment of path.split('.')) current = isMap(current) ? current[segment] : undefined
  return current
}

/** Whether a value could be what a node takes, by its shape alone. */
function fits(node: PlanNode | undefined, value: Json | undefined): boolean {
  if (node === undefined || value === undefined || value === null) return false
  if (isMap(value)) return node.type === 'map'
  if (Array.isArray(value)) return node.type === 'list' || (node.type === 'map' && node.short === true)
  return node.type === 'scalar'
}

/** Takes an entry out, and puts its value into another map, as `name`. */
function moved(key: string, name: string, value: Json, to: Path, place: KeyPlace): readonly Fix[] {
  const text = flowText(value, key)
  if (text === undefined) return []
  const changes: readonly Change[] = [{ remove: place }, { add: { to: toPointer(to), key: name, value: text } }]
  const where = to.length === 0 ? 'to the top of the file' : `to \`${to.join('.')}${key === name ? '' : `.${name}`}\``
  return [{ message: `move \`${key}\` ${where}`, changes }]
}
