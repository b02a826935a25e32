import type { Model, Service } from '../../../engine/sdk.ts'
import type { StatefulSet } from '../../_shared/kubernetes-types.ts'
import { governingName } from '../services/names.ts'
import { claimTemplates } from '../volumes/claims.ts'
import { minReady, replicas, type WorkloadParts } from './parts.ts'

/** Before, it is behind a feature gate that is off. https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#maximum-unavailable-pods */
export const MAX_UNAVAILABLE_SINCE = '1.35'
const TARGETS_BEFORE: readonly string[] = ['1.30', '1.31', '1.32', '1.33', '1.34']

/** Whether more than one pod of a StatefulSet may be replaced at once. */
export function servesMaxUnavailable({ targets }: Model): boolean {
  return !TARGETS_BEFORE.includes(targets.kubernetes)
}

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
