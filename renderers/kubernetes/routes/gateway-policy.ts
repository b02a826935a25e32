import type { Model, Service } from '../../../engine/sdk.ts'
import { GATEWAY_NAME, gatewayName } from '../../_shared/gateway-names.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { platformProxyCalls } from '../../_shared/mesh-reach.ts'
import { metadata } from '../../_shared/metadata.ts'
import { joined } from '../../_shared/names.ts'
import type { NetworkPolicy, NetworkPolicyPort } from '../../_shared/network-types.ts'
import { egress } from '../network/egress.ts'
import { namespacePeer } from '../network/peers.ts'
import { waiverAnnotations } from '../waivers/annotations.ts'
import { rules } from '../waivers/judges.ts'
import { toSolver } from './acme-policy.ts'

const ISTIO_PORTS: readonly NetworkPolicyPort[] = [
  { port: 80, protocol: 'TCP' },
  { port: 443, protocol: 'TCP' },
]
/** The pods are made by the controller, so no judge of files can see whom the policy selects. */
const UNSEEN = {
  name: 'gateway-pods',
  reason: 'the controller of the Gateway makes the pods',
  rules: rules({ kubeScore: ['networkpolicy-targets-pod'] }),
}
/** Metrics of an Envoy of Istio. */
const ENVOY_METRICS: NetworkPolicyPort = { port: 15020, protocol: 'TCP' }

/**
 * Lets the world in to the proxies of the environment's own Gateway, and them to the services that are exposed.
 * Other proxies than Istio's listen on ports of their own choice.
 */
export function gatewayPolicy(exposed: readonly Service[], model: Model): NetworkPolicy {
  const calls = exposed.flatMap(({ name, namespace, expose }) =>
    expose === undefined ? [] : [{ name, type: 'service' as const, namespace, ports: [expose.port] }],
  )
  const istio = model.ingress.class === 'istio'
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata(
      joined(gatewayName(model), 'gateway'),
      model.environment.namespace,
      platformLabels(model),
      waiverAnnotations([UNSEEN]),
    ),
    spec: {
      podSelector: { matchLabels: { [GATEWAY_NAME]: gatewayName(model) } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        istio ? { ports: ISTIO_PORTS } : {},
        ...(istio ? [{ from: [namespacePeer(model.monitoring.namespace)], ports: [ENVOY_METRICS] }] : []),
      ],
      egress: [
        ...egress(
          {
            from: model.environment.namespace,
            inMesh: model.mesh.provider === 'istio',
            calls,
            dns: 'ClusterFirst',
            token: false,
            proxyCalls: istio ? platformProxyCalls(model) : [],
          },
          model,
        ),
        ...toSolver(model),
      ],
    },
  }
}
