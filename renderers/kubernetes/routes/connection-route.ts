import type { KubernetesObject, Model, Service } from '../../../engine/sdk.ts'
import { ownedLabels } from '../../_shared/labels.ts'
import { metadata } from '../../_shared/metadata.ts'
import { joined } from '../../_shared/names.ts'
import { backends, parentRef } from './http-route.ts'
import { listenerName } from './listeners.ts'

type Expose = NonNullable<Service['expose']>

/**
 * Connections that a Gateway passes on unread: to a host that TLS names, or for a port. Every bundle of the Gateway API serves this version.
 * https://gateway-api.sigs.k8s.io/reference/spec/#tlsroute
 */
export function connectionRoute(service: Service, expose: Expose, model: Model): KubernetesObject {
  const isTls = expose.as === 'passthrough'
  return {
    apiVersion: 'gateway.networking.k8s.io/v1alpha2',
    kind: isTls ? 'TLSRoute' : 'TCPRoute',
    metadata: metadata(joined(service.name, isTls ? 'tls' : 'tcp'), service.namespace, ownedLabels(model, service), expose.annotations),
    spec: {
      parentRefs: expose.ways.flatMap(({ gateway, hosts }) =>
        isTls
          ? hosts.map((host) => parentRef(listenerName('tls', host), gateway, service, model))
          : [parentRef(`tcp.${service.name}`, gateway, service, model)],
      ),
      ...(isTls ? { hostnames: expose.host } : {}),
      rules: [{ backendRefs: backends(service, expose, model) }],
    },
  }
}
