import type { ResolvedLimitMatch, ResolvedRateLimits } from '../../schema/generated/resolved.ts'

/** How many requests a service takes. */
export interface RateLimits extends Omit<ResolvedRateLimits, 'requests' | 'burst' | 'by' | 'rules' | 'enforce'> {
  /** What holds for every request; undefined when only rules say something. */
  readonly all: Bound | undefined
  readonly rules: readonly LimitRule[]
  /** Percent of the requests over the bound. */
  readonly enforce: number
}

/** At most `count` requests in `seconds`. */
export interface Bound {
  readonly count: number
  readonly seconds: number
  readonly unit: 'second' | 'minute' | 'hour' | 'day'
  /** How many may come at once. */
  readonly burst: number
  /** Whom it is for, each by himself; undefined for all together. */
  readonly by: { readonly header: string } | 'address' | undefined
}

/** A bound for some requests. */
export interface LimitRule {
  readonly name: string
  /** Undefined is every request. */
  readonly match: ResolvedLimitMatch | undefined
  readonly bound: Bound
}
