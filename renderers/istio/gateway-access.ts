import type { KubernetesObject, Model } from '../../engine/sdk.ts'
import { usedGateways } from '../_shared/exposed-hosts.ts'
import { platformLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'
import { joined } from '../_shared/names.ts'

/**
 * The pods of the environment's own Gateways are in a namespace where nothing is allowed that no policy allows, and they are there for everybody. Which requests a service
 * takes is decided at the service. https://istio.io/latest/docs/reference/config/security/authorization-policy/
 */
export function gatewayAccess(model: Model): readonly KubernetesObject[] {
  const { ingress, environment } = model
  if (ingress.api !== 'gateway') return []
  return usedGateways(model)
    .filter((gateway) => gateway.class === 'istio' && gateway.namespace === environment.namespace)
    .map(({ name }) => ({
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: metadata(joined(name, 'gateway'), environment.namespace, platformLabels(model)),
      spec: {
        targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name }],
        action: 'ALLOW',
        rules: [{}],
      },
    }))
}
