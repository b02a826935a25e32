import type { PathMatch, Service } from '../../engine/sdk.ts'

/** One way to say a path in Envoy's words. Where the service is to see another one, `target` says which part stands instead of what matched. */
export interface Piece {
  readonly type: 'exact' | 'below' | 'regex'
  /** `below` ends with `/`. */
  readonly value: string
  readonly target: string
}

/** What a route catches of the paths that the service sees. A prefix counts element by element, which takes two pieces: the path itself, and what is below it. */
export function piecesOf(path: PathMatch | undefined, rewrite: string | undefined): readonly Piece[] {
  const [type, value] = path === undefined ? ['prefix' as const, '/'] : [path.type, path.value]
  if (type === 'regex') return [{ type, value, target: value }]
  return type === 'exact' ? [{ type, value, target: rewrite === undefined ? value : rewrite }] : prefixPieces(value, rewrite)
}

function prefixPieces(value: string, rewrite: string | undefined): readonly Piece[] {
  const below: Piece = { type: 'below', value: folder(value), target: folder(rewrite === undefined ? value : rewrite) }
  return value.endsWith('/') ? [below] : [{ type: 'exact', value, target: rewrite === undefined ? value : rewrite }, below]
}

/** What of the world's paths reaches the service under one path of its `expose`. */
export function exposedPieces(
  path: string,
  { match, rewrite }: Pick<NonNullable<Service['expose']>, 'match' | 'rewrite'>,
): readonly Piece[] {
  return match === 'Exact' ? [{ type: 'exact', value: path, target: path }] : prefixPieces(path, rewrite)
}

/** What the world has to ask for, so that it comes through `outer` and is caught by `inner`; undefined when nothing does both. */
export function through(outer: Piece, inner: Piece): Piece | undefined {
  if (inner.type === 'regex') return outer.value === '/' && outer.target === '/' ? inner : undefined
  if (outer.type === 'exact') return caught(outer, inner)
  if (inner.value.startsWith(outer.target)) return { ...inner, value: outer.value + inner.value.slice(outer.target.length) }
  return inner.type === 'below' ? caught(outer, inner) : undefined
}

/** All of `outer`, when `inner` catches it. */
function caught(outer: Piece, inner: Piece): Piece | undefined {
  const rest = inner.type === 'below' && outer.target.startsWith(inner.value) ? outer.target.slice(inner.value.length) : undefined
  if (rest !== undefined) return { ...outer, target: inner.target + rest }
  return outer.target === inner.value ? { ...outer, target: inner.target } : undefined
}

/** The path that the world has to ask for, so that the service sees `path`. One that it can't ask for stays as it is. */
export function outward(path: string, outer: readonly Piece[]): string {
  const way = outer.find(({ type, target }) => (type === 'below' ? path.startsWith(target) : path === target))
  return way === undefined ? path : way.value + path.slice(way.target.length)
}

function folder(path: string): string {
  return path.endsWith('/') ? path : `${path}/`
}
