import type { Model } from '../../../engine/sdk.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'
import type { NetworkPolicy } from '../../_shared/network-types.ts'

/** Nobody may call anybody in the namespace, unless another policy says so. https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-ingress-and-all-egress-traffic */
export function defaultDeny(namespace: string, model: Model): NetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata('default-deny', namespace, platformLabels(model)),
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  }
}
