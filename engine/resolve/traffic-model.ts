import type {
  ResolvedBalance,
  ResolvedCircuitBreaker,
  ResolvedCors,
  ResolvedFault,
  ResolvedHeaderChanges,
  ResolvedLocality,
  ResolvedRedirect,
  ResolvedRespond,
  ResolvedRetries,
  ResolvedRewrite,
  ResolvedTextMatch,
} from '../../schema/generated/resolved.ts'
import type { Named, Port } from './model.ts'

/** How requests to a service behave, decided. */
export interface Traffic {
  /** In the order in which they are tried. The last one has no `match` and catches the rest. */
  readonly routes: readonly Route[]
  readonly policy: TrafficPolicy
  readonly locality: ResolvedLocality | undefined
  /** What is different for one port; the port's number on the Service decides. */
  readonly ports: readonly { readonly port: Port; readonly policy: TrafficPolicy }[]
}

/** How connections are made. Undefined is what the proxy does by itself. */
export interface TrafficPolicy {
  readonly balance: ResolvedBalance | undefined
  readonly circuitBreaker: ResolvedCircuitBreaker | undefined
}

/** Some requests, and what becomes of them. */
export interface Route {
  readonly name: string
  /** Where its words stand, below `traffic` of the service: `routes`, `0`. Empty for what stands beside `routes`. */
  readonly path: readonly string[]
  /** Alternatives; none is every request. */
  readonly match: readonly Match[]
  readonly action: Action
  readonly headers: ResolvedHeaderChanges
  readonly cors: ResolvedCors | undefined
}

/** All of it has to be true. */
export interface Match {
  readonly path: PathMatch | undefined
  /** Empty is any. */
  readonly methods: readonly string[]
  /** By lower-case name, as all proxies see them. */
  readonly headers: Named<ResolvedTextMatch>
  readonly without: Named<ResolvedTextMatch>
  readonly query: Named<ResolvedTextMatch>
  readonly cookie: { readonly name: string; readonly value: string } | undefined
  /** Services; empty is anybody. */
  readonly from: readonly string[]
  readonly port: Port | undefined
  readonly gateway: 'edge' | 'mesh' | undefined
}

/** A prefix counts element by element: `/api` is `/api` and `/api/users`, but not `/apis`. */
export type PathMatch = { readonly type: 'exact' | 'prefix' | 'regex'; readonly value: string }

/** One thing happens to a request. */
export type Action = ({ readonly type: 'redirect' } & ResolvedRedirect) | ({ readonly type: 'respond' } & ResolvedRespond) | Forward

/** It is sent on. */
export interface Forward {
  readonly type: 'forward'
  /** At least one; the weights are percent. */
  readonly to: readonly Destination[]
  readonly rewrite: ResolvedRewrite | undefined
  /** None is no bound. */
  readonly timeout: string | undefined
  readonly retries: ResolvedRetries
  readonly mirror: { readonly to: Destination; readonly share: string } | undefined
  readonly fault: ResolvedFault | undefined
}

/** Where requests are sent on to. */
export interface Destination {
  readonly service: string
  /** Undefined is all of its pods. */
  readonly version: string | undefined
  /** Undefined is the port that the request came for. */
  readonly port: Port | undefined
  readonly weight: number
  /** What the caller is told to keep, so that the next request goes there too: a `Set-Cookie`. */
  readonly remember: string | undefined
}
