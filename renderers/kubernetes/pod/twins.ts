import type { Model } from '../../../engine/sdk.ts'
import type { LabelSelector } from '../../_shared/kubernetes-types.ts'

/** The pods of one workload, which are to be spread. */
export interface Twins {
  readonly labelSelector: LabelSelector
  /** Whether only pods of the same revision count as twins, for nodes and for zones. Else new pods would avoid old ones that are about to leave. */
  readonly byRevision: { readonly nodes: boolean; readonly zones: boolean }
}

/** A StatefulSet replaces its pods one by one, in their places: there never are two revisions of one. */
export function statefulTwins(labelSelector: LabelSelector): Twins {
  return { labelSelector, byRevision: { nodes: false, zones: false } }
}

/**
 * Spread over zones knows revisions since 1.27, distance between pods since 1.31.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#matchlabelkeys
 */
export function rollingTwins(labelSelector: LabelSelector, { targets }: Model): Twins {
  return { labelSelector, byRevision: { nodes: targets.kubernetes !== '1.30', zones: true } }
}

/** The label by which a Deployment tells its revisions apart. */
export const REVISION = { matchLabelKeys: ['pod-template-hash'] } as const
