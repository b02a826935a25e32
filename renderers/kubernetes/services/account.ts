import type { KubernetesObject, Model, Workload } from '../../../engine/sdk.ts'
import type { Annotations } from '../../_shared/kubernetes-types.ts'
import { ownedLabels } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'

/** Never mounts its token by itself: a pod that needs it says so. https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/service-account-v1/ */
export function serviceAccount(owner: Workload, name: string, annotations: Annotations, model: Model): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: metadata(name, owner.namespace, ownedLabels(model, owner), annotations),
    automountServiceAccountToken: false,
  }
}
