import type { KubernetesObject, Model } from '../../../engine/sdk.ts'
import type { ExposedHost } from '../../_shared/exposed-hosts.ts'
import { gatewayName } from '../../_shared/gateway-names.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'
import { listenerName } from './listeners.ts'

/** What the API allows. https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspec */
export const MOST_LISTENERS = 64

/** The one way into an environment: a listener for each host and protocol, open to the routes of the environment's namespaces. https://gateway-api.sigs.k8s.io/api-types/gateway/ */
export function gateway(hosts: readonly ExposedHost[], model: Model): KubernetesObject {
  const { ingress, environment } = model
  const allowed = allowedRoutes(model)
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: metadata(gatewayName(model), environment.namespace, platformLabels(model), ingress.annotations),
    spec: { gatewayClassName: ingress.class, listeners: hosts.flatMap((host) => listenersOf(host, allowed)) },
  }
}

/** The listeners of one host. */
export function listenersOf({ host, tls }: ExposedHost, allowedRoutes: object): readonly object[] {
  const plain = { name: listenerName('http', host), hostname: host, port: 80, protocol: 'HTTP', allowedRoutes }
  if (tls === undefined) return [plain]
  const secure = {
    name: listenerName('https', host),
    hostname: host,
    port: 443,
    protocol: 'HTTPS',
    tls: { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name: tls }] },
    allowedRoutes,
  }
  return [plain, secure]
}

/** Routes of its own namespace, and of those components that are exposed elsewhere. */
export function allowedRoutes({ services, environment }: Model): object {
  const others = new Set<string>()
  for (const { expose, namespace } of Object.values(services))
    if (expose !== undefined && namespace !== environment.namespace) others.add(namespace)
  if (others.size === 0) return { namespaces: { from: 'Same' } }
  const values = [environment.namespace, ...[...others].sort()]
  return {
    namespaces: { from: 'Selector', selector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values }] } },
  }
}
