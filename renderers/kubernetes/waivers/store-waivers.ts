import type { Store } from '../../../engine/sdk.ts'
import type { Annotations } from '../../_shared/kubernetes-types.ts'
import type { NetworkPolicy } from '../../_shared/network-types.ts'
import type { PodSpec } from '../../_shared/pod-types.ts'
import { waiverAnnotations } from './annotations.ts'
import { podWaivers } from './pod-objections.ts'
import { nameWaivers, policyWaivers, spreadWaivers } from './structural.ts'

/** Waivers of a store. That it is alone no judge of files objects to. */
export function storeWaivers(store: Store, pod: PodSpec, policy: NetworkPolicy): Annotations {
  return waiverAnnotations([
    ...podWaivers(store.waived, pod),
    ...spreadWaivers('StatefulSet', store.placement, store.members.length === 1),
    ...policyWaivers(policy),
    ...nameWaivers(pod),
  ])
}
