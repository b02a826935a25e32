import { hash, type Model, type Service } from '../../engine/sdk.ts'
import { platformLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'
import { routeTo } from './virtual-service.ts'

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

/** One VirtualService per host, since two would be merged in an order that nobody decides. Longer paths stand first, so that none hides another. */
export function* edgeRoutes(model: Model) {
  const byHost = new Map<string, Exposed[]>()
  for (const entry of exposedServices(model)) for (const host of entry.expose.host) byHost.set(host, [...(byHost.get(host) ?? []), entry])
  for (const [host, entries] of byHost) {
    const rules = entries
      .flatMap(({ service, expose }) =>
        expose.path.flatMap((path) => matches(path, expose).map((match) => ({ service, expose, ...match }))),
      )
      .sort((a, b) => Number(b.exact) - Number(a.exact) || b.path.length - a.path.length || (a.path < b.path ? -1 : 1))
    yield {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: metadata(edgeName(host), model.environment.namespace, platformLabels(model)),
      spec: {
        hosts: [host],
        gateways: [model.platform.name],
        http: rules.map(({ service, expose, path, exact, rewrite }) => ({
          name: `${service.name}${path === '/' ? '' : `-${hash(path).slice(0, 8)}`}`,
          match: [{ uri: exact ? { exact: path } : { prefix: path } }],
          ...(rewrite === undefined ? {} : { rewrite: { uri: rewrite } }),
          ...routeTo(service, expose.port, model, expose.timeout),
        })),
      },
    }
  }
}

/** A prefix counts element by element (`/cart` is not `/carts`), which takes two rules in Envoy's words: the path itself, and what is below it. */
function matches(
  path: string,
  { match, rewrite }: Exposed['expose'],
): readonly { readonly path: string; readonly exact: boolean; readonly rewrite: string | undefined }[] {
  if (match === 'Exact') return [{ path, exact: true, rewrite: undefined }]
  const below = path.endsWith('/') ? path : `${path}/`
  const target = rewrite === undefined || rewrite.endsWith('/') ? rewrite : `${rewrite}/`
  return path === below
    ? [{ path, exact: false, rewrite: target }]
    : [
        { path, exact: true, rewrite },
        { path: below, exact: false, rewrite: target },
      ]
}

function edgeName(host: string): string {
  return `edge-${host.replace('*', 'any').slice(0, 200)}`
}

function exposedServices(model: Model): readonly Exposed[] {
  return Object.values(model.services).flatMap((service) => (service.expose === undefined ? [] : [{ service, expose: service.expose }]))
}
