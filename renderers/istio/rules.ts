import type { Match, Model, Port, Route } from '../../engine/sdk.ts'
import { isEmpty } from '../_shared/metadata.ts'
import { actionOf } from './http-route.ts'
import { matchRequests } from './match.ts'
import { type Piece, piecesOf, through } from './paths.ts'

/** Where requests come from: the mesh, which sees the paths of the service, or the world, which sees those of `expose`. */
export interface Side {
  readonly at: 'mesh' | 'edge'
  /** What of the world's paths leads here. Undefined inside of the mesh. */
  readonly outer: readonly Piece[] | undefined
  /** The port that the requests are for, and whether a rule has to say it. */
  readonly port: Port
  readonly sayPort: boolean
  /** The longest time for an answer, where the side says one for all routes. */
  readonly timeout: string | undefined
  readonly named: (route: Route) => string
}

/** A rule of Istio. Without `match` it catches everything. */
interface Rule {
  readonly name: string
  readonly match?: readonly object[]
}

const EVERYTHING: Match = Object.freeze({
  path: undefined,
  methods: [],
  headers: {},
  without: {},
  query: {},
  cookie: undefined,
  from: [],
  port: undefined,
  gateway: undefined,
})

/** The rules of Istio for one route: one, or several where the path is rewritten in different ways; none when nothing of it comes from this side. */
export function rulesOf(route: Route, side: Side, model: Model): readonly Rule[] {
  const rewrite = route.action.type === 'forward' ? route.action.rewrite?.path : undefined
  const byTarget = new Map<string | undefined, object[]>()
  for (const match of route.match.length === 0 ? [EVERYTHING] : route.match) {
    if (match.gateway !== undefined && match.gateway !== side.at) continue
    if (match.port !== undefined && match.port !== side.port) continue
    if (side.at === 'edge' && match.from.length > 0) continue
    for (const inner of piecesOf(match.path, rewrite))
      for (const piece of side.outer === undefined ? [inner] : side.outer.flatMap((outer) => listed(through(outer, inner)))) {
        const target = route.action.type !== 'forward' || piece.target === piece.value ? undefined : piece.target
        const requests = matchRequests(match, piece, side.at, side.sayPort ? side.port : undefined, model)
        byTarget.set(target, [...(byTarget.get(target) === undefined ? [] : (byTarget.get(target) as object[])), ...requests])
      }
  }
  return [...byTarget].map(([target, requests]) => ({
    name: side.named(route),
    // A match that asks for nothing catches everything, so the rule needs none.
    ...(requests.some(isEmpty) ? {} : { match: requests }),
    ...actionOf(route, side, target, model),
  }))
}

/** The rules of one port up to the first that catches all that is left: a route for everything from this side leaves nothing to those after it. */
export function reached(rules: readonly Rule[]): readonly Rule[] {
  const last = rules.findIndex(({ match }) => match === undefined || match.some(isOnlyPort))
  return last < 0 ? rules : rules.slice(0, last + 1)
}

function isOnlyPort(request: object): boolean {
  return Object.keys(request).every((key) => key === 'port')
}

function listed<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value]
}
