/** Who may talk to whom. https://kubernetes.io/docs/concepts/services-networking/network-policies/ */
import type { LabelSelector, ObjectMeta } from './kubernetes-types.ts'

/** https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ */
export type NetworkPolicyPeer =
  | { readonly podSelector: LabelSelector | Record<never, never> }
  | { readonly namespaceSelector: LabelSelector; readonly podSelector?: LabelSelector }
  | { readonly ipBlock: { readonly cidr: string; readonly except?: readonly string[] } }
/** A port of the pod, not of its Service. */
export type NetworkPolicyPort = { readonly port: number; readonly protocol: 'TCP' | 'UDP' | 'SCTP' }
/** Who may call. Without `from` everybody, without `ports` everything. */
export type IngressRule = { readonly from?: readonly NetworkPolicyPeer[]; readonly ports?: readonly NetworkPolicyPort[] }
/** Whom the pods may call. Without `to` everybody, without `ports` everything. */
export type EgressRule = { readonly to?: readonly NetworkPolicyPeer[]; readonly ports?: readonly NetworkPolicyPort[] }

/** https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/ */
export type NetworkPolicy = {
  readonly apiVersion: 'networking.k8s.io/v1'
  readonly kind: 'NetworkPolicy'
  readonly metadata: ObjectMeta
  readonly spec: {
    readonly podSelector: LabelSelector | Record<never, never>
    readonly policyTypes: readonly ['Ingress', 'Egress']
    readonly ingress?: readonly IngressRule[]
    readonly egress?: readonly EgressRule[]
  }
}
