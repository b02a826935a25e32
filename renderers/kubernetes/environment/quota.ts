import type { KubernetesObject, Model } from '../../../engine/sdk.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'

/** What a word of `quota` bounds. https://kubernetes.io/docs/concepts/policy/resource-quotas/ */
const RESOURCES = {
  cpu: 'requests.cpu',
  memory: 'requests.memory',
  cpuLimits: 'limits.cpu',
  memoryLimits: 'limits.memory',
  pods: 'pods',
  storage: 'requests.storage',
  claims: 'persistentvolumeclaims',
  loadBalancers: 'services.loadbalancers',
} as const

/** Upper bounds of the namespace, as far as somebody says any. */
export function resourceQuota(model: Model): KubernetesObject | undefined {
  const { quota, namespace } = model.environment
  if (quota === undefined) return undefined
  const hard: Record<string, string> = {}
  for (const word of Object.keys(RESOURCES) as (keyof typeof RESOURCES)[]) {
    const bound = quota[word]
    if (bound !== undefined) hard[RESOURCES[word]] = String(bound)
  }
  return { apiVersion: 'v1', kind: 'ResourceQuota', metadata: metadata('quota', namespace, platformLabels(model)), spec: { hard } }
}
