import type { Service, Version } from '../../../engine/sdk.ts'
import type { LabelSelector, ObjectMeta } from '../../_shared/kubernetes-types.ts'
import type { PodTemplate } from '../../_shared/pod-types.ts'
import { secondsOf } from '../seconds.ts'

/** What every kind of workload is made of. */
export interface WorkloadParts {
  readonly service: Service
  readonly version: Version
  readonly metadata: ObjectMeta
  readonly selector: LabelSelector
  readonly template: PodTemplate
}

/** Whether an autoscaler decides how many pods there are. */
export function isScaled({ kind }: Service, { replicas }: Version): boolean {
  return replicas.max > replicas.min && (kind === 'Deployment' || kind === 'StatefulSet')
}

/**
 * The number of pods, unless an autoscaler decides it, or Argo, whom every deployment would set it back. Flagger gives as many to the pods that serve.
 * https://docs.flagger.app/faq#how-to-change-replicas-for-a-deployment-when-not-using-hpa
 */
export function replicas(service: Service, version: Version): { readonly replicas?: number } {
  return isScaled(service, version) || service.rollout.canary?.by === 'argo-rollouts' ? {} : { replicas: version.replicas.min }
}

/** How long a new pod has to be ready before it counts; nothing for not at all. */
export function minReady({ rollout }: Service): { readonly minReadySeconds?: number } {
  const seconds = secondsOf(rollout.minReady)
  return seconds === 0 ? {} : { minReadySeconds: seconds }
}
