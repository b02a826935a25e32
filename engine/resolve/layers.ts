import type { Pointer } from '../diagnostics/diagnostic.ts'
import { child, isMap } from '../source/json.ts'
import { toPointer } from '../source/pointer.ts'
import type { Json } from '../source/source.ts'
import type { Chain } from './environments.ts'
import { type Layer, overlaid } from './merge.ts'

/** A layer that knows where it was written. */
export interface PlacedLayer extends Layer {
  readonly pointer: Pointer
}

/** Sections of the platform that an environment may say again. */
const OVERLAID = ['vars', 'targets', 'registry', 'secrets', 'config', 'ingress', 'mesh', 'logging', 'monitoring', 'storage', 'tools']
/** Named things that carry their own `environments`, by where they stand. */
const OWNERS: readonly (readonly string[])[] = [['services'], ['stores'], ['externals'], ['access', 'roles'], ['storage', 'volumes']]

/** Who speaks about what in one environment. */
export interface Layers {
  /** The layers of what `path` names, the lowest first, and how many segments of the path they stand for. The schema's defaults lie below them all. */
  readonly of: (path: readonly string[]) => { readonly layers: readonly PlacedLayer[]; readonly depth: number }
  /** The place in platform.yaml of what `path` names: of whoever won, or of the nearest thing around it that somebody wrote. */
  readonly winner: (path: readonly string[]) => Pointer
}

/** `value` is the platform in its long form, `raw` the same as it was written. */
export function layersOf(value: Json, raw: Json, chain: Chain): Layers {
  function place(path: readonly string[]): PlacedLayer {
    return { pointer: toPointer(path), value: dig(value, path), raw: dig(raw, path) }
  }
  const inEnvironments = (path: readonly string[]) => chain.names.map((name) => place(['environments', name, ...path]))

  function of(path: readonly string[]): { readonly layers: readonly PlacedLayer[]; readonly depth: number } {
    const section = path[0] as string
    const owner = OWNERS.find((prefix) => path.length > prefix.length && prefix.every((segment, index) => segment === path[index]))
    if (owner !== undefined) {
      const thing = path.slice(0, owner.length + 1)
      const layers = [
        ...(section === 'services' ? [place(['defaults']), ...inEnvironments(['defaults'])] : []),
        place(thing),
        ...(OVERLAID.includes(section) ? inEnvironments(thing) : []),
        ...chain.names.map((name) => place([...thing, 'environments', name])),
      ]
      return { layers, depth: thing.length }
    }
    if (section === 'environment') return { layers: inEnvironments([]), depth: 1 }
    const layers = [place([section]), ...(OVERLAID.includes(section) ? inEnvironments([section]) : [])]
    return { layers, depth: 1 }
  }

  function winner(path: readonly string[]): Pointer {
    const { layers, depth } = of(path)
    let speakers: readonly PlacedLayer[] = layers
    let best = speakers.findLast(isThere)?.pointer
    for (const segment of path.slice(depth)) {
      speakers = below(speakers, segment)
      const top = speakers.at(-1)
      if (top === undefined || !isThere(top)) break
      best = top.pointer
    }
    return best ?? toPointer(path[0] === 'environment' ? ['environments', chain.name] : path)
  }

  return { of, winner }
}

/** Who still says something about a part of a thing, the lowest first: what a layer above removes, or replaces by a short form, nobody says. */
export function below(layers: readonly PlacedLayer[], segment: string): readonly PlacedLayer[] {
  return overlaid(layers).flatMap(({ pointer, value, raw }) => {
    const part = step(value, segment)
    if (part === undefined) return []
    // A short form has no parts of its own: what it stands for is as whole as it is.
    return [{ pointer: pointer + toPointer([segment]), value: part, raw: isMap(raw) ? child(raw, segment) : isMap(part) ? part : raw }]
  })
}

function isThere({ value }: PlacedLayer): boolean {
  return value !== undefined && value !== null
}

function dig(value: Json | undefined, path: readonly string[]): Json | undefined {
  let current = value
  for (const segment of path) current = step(current, segment)
  return current
}

function step(value: Json | undefined, segment: string): Json | undefined {
  return Array.isArray(value) ? (value as readonly Json[])[Number(segment)] : child(value, segment)
}

/** The same layers, with components of the platform among the services: nobody wrote them, and what is found about them is told where they were asked for. */
export function withComponents(layers: Layers, says: ReadonlyMap<string, readonly string[]>): Layers {
  const asked = (path: readonly string[]) => (path[0] === 'services' && path[1] !== undefined ? says.get(path[1]) : undefined)
  return {
    of: (path) => (asked(path) === undefined ? layers.of(path) : { layers: [], depth: 2 }),
    winner: (path) => layers.winner(asked(path) ?? path),
  }
}
