import type { Resources } from '../../../engine/sdk.ts'
import type { PodContainer } from '../../_shared/pod-types.ts'

/** https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/ */
export function resources({ requests, limits }: Resources): PodContainer['resources'] {
  return {
    requests: { cpu: requests.cpu, memory: requests.memory, 'ephemeral-storage': requests.storage },
    limits: { ...(limits.cpu === undefined ? {} : { cpu: limits.cpu }), memory: limits.memory, 'ephemeral-storage': limits.storage },
  }
}
