import { type Gateway, hash, type Model, type Service } from '../../engine/sdk.ts'
import { connections, type Exposure, exposures, listenedPort } from '../_shared/exposed-hosts.ts'
import { platformLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'
import { exposedPieces } from './paths.ts'
import { rulesOf, type Side } from './rules.ts'
import { connectionRoutes } from './virtual-service.ts'

/**
 * One VirtualService per host of a gateway, since two would be merged in an order that nobody decides. Longer paths stand first, so that none hides another;
 * below one path the routes of the service follow in their own order, as the world has to ask for them. Then what is passed on unread.
 */
export function* edgeRoutes(gateway: Gateway, model: Model) {
  const byHost = new Map<string, Exposure[]>()
  for (const entry of exposures(model, gateway))
    if (entry.expose.as === 'http') for (const host of entry.hosts) byHost.set(host, [...(byHost.get(host) ?? []), entry])
  for (const [host, entries] of byHost) {
    const ways = entries
      .flatMap(({ service, expose }) => expose.path.map((path) => ({ service, expose, path, exact: expose.match === 'Exact' })))
      .sort((a, b) => b.path.length - a.path.length || Number(b.exact) - Number(a.exact) || (a.path < b.path ? -1 : 1))
    yield virtualService(host.replace('*', 'any'), [host], gateway, model, {
      http: ways.flatMap(({ service, expose, path }) => edgeRules(service, expose, path, model)),
    })
  }
  for (const { service, expose, hosts } of connections(model, gateway, 'passthrough'))
    yield virtualService(service.name, hosts, gateway, model, {
      tls: [{ match: [{ port: gateway.ports.https, sniHosts: hosts }], route: connectionRoutes(service, expose.port, model) }],
    })
  for (const { service, expose, hosts } of connections(model, gateway, 'tcp'))
    yield virtualService(service.name, hosts, gateway, model, {
      tcp: [{ match: [{ port: listenedPort(expose) }], route: connectionRoutes(service, expose.port, model) }],
    })
}

function virtualService(name: string, hosts: readonly string[], { key, name: gateway }: Gateway, model: Model, routes: object) {
  const whole = `edge-${key === undefined ? '' : `${key}-`}${name}`
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: metadata(whole.slice(0, 205), model.environment.namespace, platformLabels(model)),
    spec: { hosts, gateways: [gateway], ...routes },
  }
}

function edgeRules(service: Service, expose: Exposure['expose'], path: string, model: Model): readonly object[] {
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
