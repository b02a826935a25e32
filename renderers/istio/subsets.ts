import type { Destination, Model } from '../../engine/sdk.ts'

/** The pods of the release that serves, and those of the one that is to follow: who is which is told apart by the controller that shifts requests. */
export const STABLE = 'stable'
export const CANARY = 'canary'

/** Where requests go, with the two halves of a service whose releases come little by little. Until one comes the old one has everything. */
export function spread(to: readonly Destination[], { services }: Model): readonly Destination[] {
  return to.flatMap((target) => {
    if (services[target.service]?.rollout.canary?.by !== 'argo-rollouts') return [target]
    return [
      { ...target, version: STABLE },
      { ...target, version: CANARY, weight: 0 },
    ]
  })
}
