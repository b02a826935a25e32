import type { ResolvedService } from '../../../schema/generated/resolved.ts'
import { durationSeconds } from '../../kinds/duration.ts'
import type { Service } from '../model.ts'

const DRAIN_SECONDS = 10

/** How pods start and end. What serves waits a little before it ends, until nobody sends it requests any more. */
export function deriveLifecycle({ drain, grace, preStop, postStart }: ResolvedService['lifecycle'], serves: boolean): Service['lifecycle'] {
  return {
    drain: drain === undefined ? (serves ? DRAIN_SECONDS : 0) : durationSeconds(drain),
    grace: durationSeconds(grace),
    preStop,
    postStart,
  }
}
