import type { Gateway, Model } from '../../../engine/sdk.ts'
import { exposures, usedGateways } from '../../_shared/exposed-hosts.ts'
import type { Labels } from '../../_shared/kubernetes-types.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'
import type { EgressRule, NetworkPolicy, NetworkPolicyPort } from '../../_shared/network-types.ts'
import { edgePeers } from '../network/ingress.ts'
import { waiverAnnotations } from '../waivers/annotations.ts'
import { rules } from '../waivers/judges.ts'

/** The pods that answer the challenge of an ACME issuer, and live for that long. https://cert-manager.io/docs/configuration/acme/http01/ */
const SOLVER: Labels = Object.freeze({ 'acme.cert-manager.io/http01-solver': 'true' })
const SOLVER_PORTS: readonly NetworkPolicyPort[] = [{ port: 8089, protocol: 'TCP' }]

const UNSEEN = {
  name: 'acme-pods',
  reason: 'cert-manager makes the pods when a certificate is due',
  rules: rules({ kubeScore: ['networkpolicy-targets-pod'] }),
}

/** Lets the proxy at the edge ask those pods: in a namespace that denies the rest no certificate would ever be made. */
export function acmePolicy(namespace: string, model: Model): NetworkPolicy {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata('acme-solver', namespace, platformLabels(model), waiverAnnotations([UNSEEN])),
    spec: {
      podSelector: { matchLabels: SOLVER },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: edgePeers(solving(namespace, model), namespace, model), ports: SOLVER_PORTS }],
    },
  }
}

/** Whether certificates are asked for in a namespace: where an Ingress is, or for a Gateway in that of the environment. */
export function isSolved(namespace: string, model: Model): boolean {
  return solving(namespace, model).length > 0
}

/** The gateways whose proxies ask the pods that solve for it. */
function solving(namespace: string, model: Model): readonly { readonly gateway: Gateway }[] {
  return usedGateways(model).flatMap((gateway) => {
    const here = exposures(model, gateway).some(
      ({ service, expose }) =>
        expose.as === 'http' &&
        expose.tls !== undefined &&
        (model.ingress.api === 'ingress' ? service.namespace : model.environment.namespace) === namespace,
    )
    return gateway.issuer !== undefined && here ? [{ gateway }] : []
  })
}

/** The other end of it, for a proxy in the same namespace. */
export function toSolver({ issuer }: Gateway): readonly EgressRule[] {
  return issuer === undefined ? [] : [{ to: [{ podSelector: { matchLabels: SOLVER } }], ports: SOLVER_PORTS }]
}
