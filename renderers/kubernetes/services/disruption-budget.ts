import type { Model, Workload } from '../../../engine/sdk.ts'
import type { IntOrString, PodDisruptionBudget } from '../../_shared/kubernetes-types.ts'
import { ownedLabels, podsOf } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'

/**
 * How many pods of one workload may be away while nodes are drained. It says how many may be missing, not how many must stay: a single replica
 * with `minAvailable: 1` would keep its node from ever being drained. Pods that are broken anyway may always go.
 * https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/pod-disruption-budget-v1/
 */
export function disruptionBudget(owner: Workload, instance: string, maxUnavailable: IntOrString, model: Model): PodDisruptionBudget {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(instance, owner.namespace, ownedLabels(model, owner)),
    spec: { maxUnavailable, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: podsOf(owner, instance) },
  }
}
