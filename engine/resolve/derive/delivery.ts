import type { ResolvedDelivery } from '../../../schema/generated/resolved.ts'
import type { WrittenPlatform } from '../../../schema/generated/written.ts'
import type { Delivery } from '../model.ts'

/** How commits are delivered, with the engines that do it: those that are named, or the one that there are words about. */
export function deriveDelivery({ engine, ...delivery }: ResolvedDelivery, { delivery: written }: WrittenPlatform): Delivery {
  return { ...delivery, engines: written?.engine === undefined && written?.jenkins !== undefined ? ['jenkins'] : engine }
}
