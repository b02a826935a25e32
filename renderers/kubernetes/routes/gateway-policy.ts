import type { Gateway, Model, Service } from '../../../engine/sdk.ts'
import { connections, exposures, listenedPort } from '../../_shared/exposed-hosts.ts'
import { GATEWAY_NAME } from '../../_shared/gateway-names.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { platformProxyCalls } from '../../_shared/mesh-reach.ts'
import { metadata } from '../../_shared/metadata.ts'
import { joined } from '../../_shared/names.ts'
import type { EgressRule, NetworkPolicy, NetworkPolicyPort } from '../../_shared/network-types.ts'
import { isAmbient } from '../../_shared/waypoint.ts'
import { tunnelsOf } from '../network/ambient.ts'
import { egress } from '../network/egress.ts'
import { namespacePeer, networkPeers } from '../network/peers.ts'
import { waiverAnnotations } from '../waivers/annotations.ts'
import { rules } from '../waivers/judges.ts'
import { toSolver } from './acme-policy.ts'

/** The pods are made by the controller, so no judge of files can see whom the policy selects. */
const UNSEEN = {
  name: 'gateway-pods',
  reason: 'the controller of the Gateway makes the pods',
  rules: rules({ kubeScore: ['networkpolicy-targets-pod'] }),
}
/** Metrics of an Envoy of Istio. */
const ENVOY_METRICS: NetworkPolicyPort = { port: 15020, protocol: 'TCP' }

/** RFC 1918, RFC 6598 and RFC 4193: where the own network is. */
const PRIVATE = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'] as const

/**
 * Lets the world in to the proxies of the environment's own Gateway, and them to the services that are seen through it. An internal one lets in private networks.
 * Other proxies than Istio's listen on ports of their own choice.
 */
export function gatewayPolicy(gateway: Gateway, model: Model): NetworkPolicy {
  const exposed = [...exposures(model, gateway)].sort((a, b) => (a.service.name < b.service.name ? -1 : 1))
  const calls = exposed.map(({ service, expose }) => ({
    name: service.name,
    type: 'service' as const,
    namespace: service.namespace,
    ports: [expose.port],
  }))
  const istio = gateway.class === 'istio'
  const from = gateway.internal ? { from: networkPeers(PRIVATE) } : {}
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata(joined(gateway.name, 'gateway'), model.environment.namespace, platformLabels(model), waiverAnnotations([UNSEEN])),
    spec: {
      podSelector: { matchLabels: { [GATEWAY_NAME]: gateway.name } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        istio ? { ...from, ports: listenedPorts(gateway, model) } : from,
        ...(istio ? [{ from: [namespacePeer(model.monitoring.namespace)], ports: [ENVOY_METRICS] }] : []),
      ],
      egress: [
        ...through(
          exposed.map(({ service }) => service),
          model,
          egress(
            {
              from: model.environment.namespace,
              inMesh: model.mesh.provider === 'istio',
              calls,
              dns: 'ClusterFirst',
              token: false,
              proxyCalls: istio ? platformProxyCalls(model) : [],
              modules: [],
            },
            model,
          ),
        ),
        ...toSolver(gateway),
      ],
    },
  }
}

/** As connections to the services go: as they are, or through tunnels. */
function through(services: readonly Service[], model: Model, rules: readonly EgressRule[]): readonly EgressRule[] {
  const homes = services.filter((service) => isAmbient(service, model)).map(({ namespace }) => namespace)
  return homes.length === 0 ? rules : tunnelsOf(rules, homes, model.environment.namespace)
}

function listenedPorts(gateway: Gateway, model: Model): readonly NetworkPolicyPort[] {
  const bytes = connections(model, gateway, 'tcp').map(({ expose }) => listenedPort(expose))
  return [gateway.ports.http, gateway.ports.https, ...bytes].map((port) => ({ port, protocol: 'TCP' }))
}
