import { hash, type Model, type Service } from '../../engine/sdk.ts'
import { platformLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'
import { exposedPieces } from './paths.ts'
import { rulesOf, type Side } from './rules.ts'

interface Exposed {
  readonly service: Service
  readonly expose: NonNullable<Service['expose']>
}

/** https://istio.io/latest/docs/reference/config/networking/gateway/ One Gateway per environment, a server for each certificate and one for plain HTTP. */
export function edgeGateway(model: Model) {
  const exposed = exposedServices(model)
  if (exposed.length === 0) return undefined
  const certificates = new Map<string, Set<string>>()
  const all = new Set<string>()
  for (const { expose } of exposed)
    for (const host of expose.host) {
      all.add(host)
      if (expose.tls === undefined) continue
      const hosts = certificates.get(expose.tls) ?? new Set()
      certificates.set(expose.tls, hosts.add(host))
    }
  const secure = new Set([...certificates.values()].flatMap((hosts) => [...hosts]))
  const plain = [...all].filter((host) => !secure.has(host))
  const server = (hosts: Iterable<string>, name: string, redirect: boolean) => ({
    port: { number: 80, name, protocol: 'HTTP' },
    hosts: [...hosts],
    ...(redirect ? { tls: { httpsRedirect: true } } : {}),
  })
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: metadata(model.platform.name, model.environment.namespace, platformLabels(model), model.ingress.annotations),
    spec: {
      selector: Object.keys(model.ingress.selector).length > 0 ? model.ingress.selector : { istio: 'ingressgateway' },
      servers: [
        ...(plain.length === 0 ? [] : [server(plain, 'http', false)]),
        ...(secure.size === 0 ? [] : [server(secure, 'http-to-https', model.ingress.redirect)]),
        ...[...certificates].map(([credentialName, hosts]) => ({
          port: { number: 443, name: `https-${credentialName}`, protocol: 'HTTPS' },
          hosts: [...hosts],
          tls: { mode: 'SIMPLE', credentialName, minProtocolVersion: 'TLSV1_2' },
        })),
      ],
    },
  }
}

/**
 * One VirtualService per host, since two would be merged in an order that nobody decides. Longer paths stand first, so that none hides another;
 * below one path the routes of the service follow in their own order, as the world has to ask for them.
 */
export function* edgeRoutes(model: Model) {
  const byHost = new Map<string, Exposed[]>()
  for (const entry of exposedServices(model)) for (const host of entry.expose.host) byHost.set(host, [...(byHost.get(host) ?? []), entry])
  for (const [host, entries] of byHost) {
    const ways = entries
      .flatMap(({ service, expose }) => expose.path.map((path) => ({ service, expose, path, exact: expose.match === 'Exact' })))
      .sort((a, b) => b.path.length - a.path.length || Number(b.exact) - Number(a.exact) || (a.path < b.path ? -1 : 1))
    yield {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: metadata(edgeName(host), model.environment.namespace, platformLabels(model)),
      spec: {
        hosts: [host],
        gateways: [model.platform.name],
        http: ways.flatMap(({ service, expose, path }) => edgeRules(service, expose, path, model)),
      },
    }
  }
}

function edgeRules(service: Service, expose: Exposed['expose'], path: string, model: Model): readonly object[] {
  const prefix = path === '/' ? service.name : `${service.name}-${hash(path).slice(0, 8)}`
  const side: Side = {
    at: 'edge',
    outer: exposedPieces(path, expose),
    port: expose.port,
    sayPort: false,
    timeout: expose.timeout,
    named: ({ name }) => `${prefix}-${name}`,
  }
  return service.traffic.routes.flatMap((route) => rulesOf(route, side, model))
}

function edgeName(host: string): string {
  return `edge-${host.replace('*', 'any').slice(0, 200)}`
}

function exposedServices(model: Model): readonly Exposed[] {
  return Object.values(model.services).flatMap((service) => (service.expose === undefined ? [] : [{ service, expose: service.expose }]))
}
