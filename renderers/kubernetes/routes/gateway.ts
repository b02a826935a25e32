import type { Gateway, KubernetesObject, Model } from '../../../engine/sdk.ts'
import { connections, type ExposedHost, exposedHosts, exposures, listenedPort } from '../../_shared/exposed-hosts.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'
import { listenerName } from './listeners.ts'

/** What the API allows. https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspec */
export const MOST_LISTENERS = 64

/** A way into an environment: a listener for each host and protocol, open to the routes of the environment's namespaces. https://gateway-api.sigs.k8s.io/api-types/gateway/ */
export function gatewayObject(gateway: Gateway, model: Model): KubernetesObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: metadata(gateway.name, model.environment.namespace, platformLabels(model), gateway.annotations),
    spec: {
      gatewayClassName: gateway.class,
      ...(gateway.internal && gateway.class === 'istio' ? { infrastructure: { annotations: { [SERVICE_TYPE]: 'ClusterIP' } } } : {}),
      listeners: listenersOf(gateway, model),
    },
  }
}

/** No load balancer for the proxies that Istio makes. https://istio.io/latest/docs/tasks/traffic-management/ingress/gateway-api/#resource-attachment-and-scaling */
const SERVICE_TYPE = 'networking.istio.io/service-type'

/** Everything that a gateway listens to. */
export function listenersOf(gateway: Gateway, model: Model): readonly object[] {
  const allowedRoutes = routesOf(gateway, model)
  return [
    ...exposedHosts(model, gateway).flatMap((host) => hostListeners(host, gateway, allowedRoutes)),
    ...connections(model, gateway, 'passthrough').flatMap(({ hosts }) =>
      hosts.map((host) => ({
        name: listenerName('tls', host),
        hostname: host,
        port: gateway.ports.https,
        protocol: 'TLS',
        tls: { mode: 'Passthrough' },
        allowedRoutes,
      })),
    ),
    ...connections(model, gateway, 'tcp').map(({ service, expose }) => ({
      name: `tcp.${service.name}`,
      port: listenedPort(expose),
      protocol: 'TCP',
      allowedRoutes,
    })),
  ]
}

function hostListeners({ host, tls }: ExposedHost, { ports, clients }: Gateway, allowedRoutes: object): readonly object[] {
  const plain = { name: listenerName('http', host), hostname: host, port: ports.http, protocol: 'HTTP', allowedRoutes }
  if (tls === undefined) return [plain]
  const secure = {
    name: listenerName('https', host),
    hostname: host,
    port: ports.https,
    protocol: 'HTTPS',
    tls: {
      mode: 'Terminate',
      certificateRefs: [{ kind: 'Secret', name: tls }],
      ...(clients === 'anybody' ? {} : { options: TERMINATION[clients] }),
    },
    allowedRoutes,
  }
  return [plain, secure]
}

/** Routes of its own namespace, and of those components that are seen through it elsewhere. */
function routesOf(gateway: Gateway, model: Model): object {
  const { namespace: own } = model.environment
  const others = new Set(exposures(model, gateway).flatMap(({ service }) => (service.namespace === own ? [] : [service.namespace])))
  if (others.size === 0) return { namespaces: { from: 'Same' } }
  const values = [own, ...[...others].sort()]
  return {
    namespaces: { from: 'Selector', selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values }] } },
  }
}

/** Istio's own option, which takes the authority from the Secret that is named after the certificate's. */
const TERMINATION = {
  certificate: { 'gateway.istio.io/tls-terminate-mode': 'MUTUAL' },
  optional: { 'gateway.istio.io/tls-terminate-mode': 'OPTIONAL_MUTUAL' },
} as const
