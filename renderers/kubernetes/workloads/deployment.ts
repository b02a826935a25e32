import type { Service } from '../../../engine/sdk.ts'
import type { Deployment } from '../../_shared/kubernetes-types.ts'
import { secondsOf } from '../seconds.ts'
import { minReady, replicas, type WorkloadParts } from './parts.ts'

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/ */
export function deployment({ service, version, metadata, selector, template }: WorkloadParts): Deployment {
  const { rollout } = service
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      ...replicas(service, version),
      ...minReady(service),
      progressDeadlineSeconds: secondsOf(rollout.deadline),
      revisionHistoryLimit: rollout.history,
      strategy: rollout.strategy === 'Recreate' ? { type: 'Recreate' } : { type: 'RollingUpdate', rollingUpdate: rolling(rollout) },
      selector,
      template,
    },
  }
}

/** A new pod has to serve before an old one goes, unless somebody says otherwise. */
function rolling({ maxSurge, maxUnavailable }: Service['rollout']) {
  return { maxSurge: maxSurge === undefined ? 1 : maxSurge, maxUnavailable: maxUnavailable === undefined ? 0 : maxUnavailable }
}
