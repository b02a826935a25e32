import type { Gateway, Model, Service } from '../../engine/sdk.ts'

/** A service as one gateway shows it. */
export interface Exposure {
  readonly service: Service
  readonly expose: NonNullable<Service['expose']>
  /** Those of its hosts that are the gateway's; at least one. */
  readonly hosts: readonly string[]
}

/** A host that the world outside sees, and whose requests the proxy reads. */
export interface ExposedHost {
  readonly host: string
  /** The Secret with its certificate; undefined where it is served in plain HTTP. */
  readonly tls: string | undefined
}

/** Who is seen through a gateway, in the order of the file. */
export function exposures({ services }: Model, gateway: Gateway): readonly Exposure[] {
  return Object.values(services).flatMap((service) => {
    const { expose } = service
    const way = expose?.ways.find((one) => one.gateway.name === gateway.name)
    return expose === undefined || way === undefined || way.hosts.length === 0 ? [] : [{ service, expose, hosts: way.hosts }]
  })
}

/** The gateways that somebody is seen through. */
export function usedGateways(model: Model): readonly Gateway[] {
  return model.ingress.gateways.filter((gateway) => exposures(model, gateway).length > 0)
}

/** Every host whose requests a gateway reads, once each, by name. That one host has one certificate is checked before. */
export function exposedHosts(model: Model, gateway: Gateway): readonly ExposedHost[] {
  const found = new Map<string, ExposedHost>()
  for (const { expose, hosts } of exposures(model, gateway))
    if (expose.as === 'http') for (const host of hosts) if (!found.has(host)) found.set(host, { host, tls: expose.tls })
  return [...found.values()].sort((a, b) => (a.host < b.host ? -1 : 1))
}

/** Whose connections a gateway passes on without reading them: TLS by the host that it names, bytes by their port. */
export function connections(model: Model, gateway: Gateway, as: 'passthrough' | 'tcp'): readonly Exposure[] {
  return exposures(model, gateway).filter(({ expose }) => expose.as === as)
}

/** The port of the gateway for a service's bytes. That it is said is checked before. */
export function listenedPort({ listen, port }: NonNullable<Service['expose']>): number {
  return listen === undefined ? port.servicePort : listen
}

/** The Secret with the authority that signs the certificates of clients. https://istio.io/latest/docs/tasks/traffic-management/ingress/secure-ingress/#configure-a-mutual-tls-ingress-gateway */
export function authorityName(tls: string): string {
  return `${tls}-cacert`
}

/**
 * The Secret in which a proxy looks for a certificate. A namespace of proxies is shared by the environments of a cluster, so what cert-manager makes there
 * has the environment's namespace in its name; a Secret that exists already keeps the name it has.
 */
export function credentialName(tls: string, gateway: Gateway, { environment, ingress }: Model): string {
  const isShared = ingress.api === 'istio' && gateway.namespace !== environment.namespace
  return isShared && gateway.issuer !== undefined ? `${environment.namespace}-${tls}` : tls
}
