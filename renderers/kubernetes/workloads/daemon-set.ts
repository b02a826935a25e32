import type { Service } from '../../../engine/sdk.ts'
import type { DaemonSet } from '../../_shared/kubernetes-types.ts'
import { minReady, type WorkloadParts } from './parts.ts'

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/daemon-set-v1/ */
export function daemonSet({ service, metadata, selector, template }: WorkloadParts): DaemonSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata,
    spec: {
      ...minReady(service),
      revisionHistoryLimit: service.rollout.history,
      updateStrategy: strategy(service.rollout),
      selector,
      template,
    },
  }
}

/** One node after the other, unless new pods may stand beside old ones: then none has to be missing. */
function strategy({ strategy, maxSurge, maxUnavailable }: Service['rollout']): DaemonSet['spec']['updateStrategy'] {
  if (strategy === 'OnDelete') return { type: 'OnDelete' }
  if (maxSurge === undefined)
    return { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: maxUnavailable === undefined ? 1 : maxUnavailable, maxSurge: 0 } }
  return { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: maxUnavailable === undefined ? 0 : maxUnavailable, maxSurge } }
}
