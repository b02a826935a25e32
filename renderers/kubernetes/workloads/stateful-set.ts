import type { Model, Service } from '../../../engine/sdk.ts'
import type { StatefulSet } from '../../_shared/kubernetes-types.ts'
import { governingName } from '../services/names.ts'
import { claimTemplates } from '../volumes/claims.ts'
import { minReady, replicas, type WorkloadParts } from './parts.ts'

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/stateful-set-v1/ */
export function statefulSet({ service, version, metadata, selector, template }: WorkloadParts, model: Model): StatefulSet {
  const claims = claimTemplates(service, model, metadata.name)
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata,
    spec: {
      serviceName: governingName(service),
      ...replicas(service, version),
      ...minReady(service),
      revisionHistoryLimit: service.rollout.history,
      podManagementPolicy: service.rollout.podManagement === undefined ? 'OrderedReady' : service.rollout.podManagement,
      updateStrategy: strategy(service.rollout),
      selector,
      template,
      ...(claims.length === 0 ? {} : { volumeClaimTemplates: claims }),
    },
  }
}

function strategy({ strategy, partition, maxUnavailable }: Service['rollout']): StatefulSet['spec']['updateStrategy'] {
  if (strategy === 'OnDelete') return { type: 'OnDelete' }
  if (partition === undefined && maxUnavailable === undefined) return { type: 'RollingUpdate' }
  return {
    type: 'RollingUpdate',
    rollingUpdate: { ...(partition === undefined ? {} : { partition }), ...(maxUnavailable === undefined ? {} : { maxUnavailable }) },
  }
}
