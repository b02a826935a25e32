import type { ResolvedLimitBy, ResolvedRateLimits } from '../../../schema/generated/resolved.ts'
import { percentNumber } from '../../kinds/percent.ts'
import { parseRate } from '../../kinds/rate.ts'
import type { Bound, RateLimits } from '../limits-model.ts'

const UNITS: { readonly [seconds: number]: Bound['unit'] } = { 1: 'second', 60: 'minute', 3600: 'hour', 86400: 'day' }

/** The limits of a service, with the burst that follows from the rate. */
export function deriveLimits({ requests, burst, by, rules, enforce, ...rest }: ResolvedRateLimits): RateLimits {
  return {
    ...rest,
    all: requests === undefined ? undefined : boundOf(requests, burst, by),
    rules: rules.map((rule) => ({ name: rule.name, match: rule.match, bound: boundOf(rule.requests, rule.burst, rule.by) })),
    enforce: percentNumber(enforce),
  }
}

function boundOf(requests: string, burst: number | undefined, by: ResolvedLimitBy | undefined): Bound {
  const { count, seconds } = parseRate(requests)
  const unit = UNITS[seconds]
  if (unit === undefined) throw new Error(`no unit has ${seconds} seconds`)
  const whom = by?.header === undefined ? (by?.address ? ('address' as const) : undefined) : { header: by.header.toLowerCase() }
  return { count, seconds, unit, burst: burst ?? count, by: whom }
}
