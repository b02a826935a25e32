import type { ResolvedService } from '../../../schema/generated/resolved.ts'
import type { Context } from '../context.ts'
import type { Service } from '../model.ts'

/** How a new release replaces the old one, with who shifts requests to it. */
export function deriveRollout(written: ResolvedService['rollout'], { delivery: { progressive } }: Context): Service['rollout'] {
  const by = progressive === undefined || progressive.by === 'none' ? undefined : progressive.by
  return { ...written, canary: written.canary && { ...written.canary, by } }
}
