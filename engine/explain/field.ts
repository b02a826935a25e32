import { nearest } from '../diagnostics/suggest.ts'
import { loadPlan } from '../plan/load.ts'
import type { PlanNode } from '../plan/plan.ts'
import { contentOf, propertyOf, type SchemaPart, schemaRoot } from './words.ts'

/** A field of the language. */
export interface Field {
  /** As it is written out: `services.NAME.replicas`. */
  readonly path: string
  readonly key: string
  readonly node: PlanNode
  readonly part: SchemaPart
  readonly required: boolean
}

/** What a path leads to, or what was probably meant. */
export type Found = { readonly field: Field } | { readonly near: readonly string[] }

/** More places of one name than this are not listed. */
const MOST_NEAR = 8

/** Finds a field by its path: `services.replicas`, `services.orders.replicas` and `/services/orders/replicas` are the same. */
export function findField(path: string): Found {
  const segments = path
    .split(path.startsWith('/') ? '/' : '.')
    .map((segment) => segment.replace(/\[\]$/, ''))
    .filter((segment) => segment !== '')
  const field = walk(rootField(), segments)
  return field === undefined ? { near: whatWasMeant(segments) } : { field }
}

/** The whole language as one field. */
export function rootField(): Field {
  return { path: '', key: '', node: loadPlan(), part: schemaRoot(), required: true }
}

/** The fields right below one: of an object its own, of a map or list those of what it holds. */
export function fieldsBelow(field: Field): readonly Field[] {
  const { node, part, path } = field
  if (node.type === 'map' || node.type === 'list') {
    const inside = contentField(field)
    return inside === undefined ? [] : fieldsBelow(inside)
  }
  if (node.type === 'scalar') return []
  const required = node.type === 'object' ? node.required : []
  return Object.entries(node.props ?? {}).flatMap(([key, child]) => {
    const below = propertyOf(part, key)
    const name = path === '' ? key : `${path}.${key}`
    return below === undefined ? [] : [{ path: name, key, node: child, part: below, required: required.includes(key) }]
  })
}

/** Any value of a map, or any item of a list. */
function contentField({ node, part, path }: Field): Field | undefined {
  if (node.type !== 'map' && node.type !== 'list') return undefined
  const inside = contentOf(part)
  const name = node.type === 'map' ? `${path}.NAME` : `${path}[]`
  return inside === undefined ? undefined : { path: name, key: 'NAME', node: node.of, part: inside, required: false }
}

/** A field's own key wins over a name of the user's choice, which may also be left out. */
function walk(field: Field, [segment, ...rest]: readonly string[]): Field | undefined {
  if (segment === undefined) return field
  const below = field.node.type === 'object' || field.node.type === 'any' ? fieldsBelow(field) : []
  const child = below.find(({ key }) => key === segment)
  if (child !== undefined) return walk(child, rest)
  const inside = contentField(field)
  if (inside === undefined) return undefined
  const skipped = walk(inside, [segment, ...rest])
  if (skipped !== undefined) return skipped
  const isName = rest.length > 0 || /^(NAME|\*|\d+)$/.test(segment) || inside.node.type === 'scalar'
  return isName ? walk(inside, rest) : undefined
}

/** The same path with one word mended, or all fields of that name. */
function whatWasMeant(segments: readonly string[]): readonly string[] {
  for (let depth = segments.length - 1; depth >= 0; depth--) {
    const parent = walk(rootField(), segments.slice(0, depth))
    if (parent === undefined) continue
    const known = fieldsBelow(parent).map(({ key }) => key)
    const near = nearest(segments[depth] ?? '', known)
    if (near !== undefined) return [[...segments.slice(0, depth), near, ...segments.slice(depth + 1)].join('.')]
    break
  }
  return placesOf(segments.at(-1) ?? '')
}

/** Every field of one name, nearest to the root first. Overlays, which repeat what they are overlays of, are left out. */
function placesOf(key: string): readonly string[] {
  const found: string[] = []
  const seen = new Set<PlanNode>()
  let level: readonly Field[] = [rootField()]
  while (level.length > 0 && found.length < MOST_NEAR) {
    const next: Field[] = []
    for (const field of level) {
      if (seen.has(field.node)) continue
      seen.add(field.node)
      for (const below of fieldsBelow(field)) {
        if (below.key === key) found.push(below.path)
        if (below.key !== 'environments' || field.path === '') next.push(below)
      }
    }
    level = next
  }
  return found.slice(0, MOST_NEAR)
}
