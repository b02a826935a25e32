import {
  type Action,
  carriesRequests,
  type Destination,
  durationSeconds,
  type Forward,
  type KubernetesObject,
  type Model,
  type Named,
  type Port,
  percentNumber,
  type Route,
  type Service,
} from '../../../engine/sdk.ts'
import { ownedLabels } from '../../_shared/labels.ts'
import { isEmpty, metadata } from '../../_shared/metadata.ts'
import { joined, workloadName } from '../../_shared/names.ts'
import { protoDuration } from '../duration.ts'
import { grpcMatches, httpMatches } from './matches.ts'

/**
 * https://gateway-api.sigs.k8s.io/mesh/ What becomes of requests to a service, where waypoints read no VirtualService: a route for each port that carries requests,
 * attached to its Service. None where nothing is said that the Service does not do by itself.
 */
export function* meshRoutes(service: Service, model: Model): Iterable<KubernetesObject> {
  if (service.service.type === 'Headless' || !saysSomething(service)) return
  const ports = service.ports.filter(({ appProtocol }) => carriesRequests(appProtocol))
  // The route at the edge has the name of the service.
  const parts = [service.name, ...(service.expose === undefined ? [] : ['mesh'])]
  for (const port of ports) yield meshRoute(joined(...parts, ...(ports.length > 1 ? [port.name] : [])), service, port, model)
}

function meshRoute(name: string, service: Service, port: Port, model: Model): KubernetesObject {
  const routes = service.traffic.routes.filter(({ match }) => match.length === 0 || match.some((one) => isOfMesh(one, port)))
  const grpc = port.appProtocol === 'grpc' ? grpcRules(routes, port, model) : undefined
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: grpc === undefined ? 'HTTPRoute' : 'GRPCRoute',
    metadata: metadata(name, service.namespace, ownedLabels(model, service)),
    spec: {
      parentRefs: [{ group: '', kind: 'Service', name: service.name, port: port.servicePort }],
      rules: grpc === undefined ? routes.map((route) => httpRule(route, port, model)) : grpc,
    },
  }
}

function saysSomething({ traffic, versions }: Service): boolean {
  const [first, ...others] = traffic.routes
  if (others.length > 0 || versions.length > 1 || first === undefined) return true
  const { action, headers } = first
  const changes = [headers.request, headers.response].some(({ set, add, remove }) => !isEmpty(set) || !isEmpty(add) || remove.length > 0)
  return changes || action.type !== 'forward' || action.timeout !== undefined || action.mirror !== undefined || action.rewrite !== undefined
}

function isOfMesh({ gateway, port }: Route['match'][number], own: Port): boolean {
  return gateway !== 'edge' && (port === undefined || port === own)
}

/** Undefined where a route says more than GRPCRoute knows: a time, or a path that is no method. */
function grpcRules(routes: readonly Route[], port: Port, model: Model): readonly object[] | undefined {
  const rules: object[] = []
  for (const route of routes) {
    const matches = grpcMatches(route.match.filter((match) => isOfMesh(match, port)))
    const { action } = route
    if (matches === undefined || action.type !== 'forward' || isTimed(action) || action.rewrite !== undefined) return undefined
    rules.push({ name: route.name, ...(matches.length === 0 ? {} : { matches }), ...common(route, action, port, model) })
  }
  return rules
}

/** No time is no bound. */
function isTimed(action: Forward): action is Forward & { readonly timeout: string } {
  return action.timeout !== undefined && durationSeconds(action.timeout) > 0
}

function httpRule(route: Route, port: Port, model: Model): object {
  const matches = httpMatches(route.match.filter((match) => isOfMesh(match, port)))
  const { action } = route
  const said = matches.length === 0 ? {} : { matches }
  if (action.type === 'redirect') return { name: route.name, ...said, filters: [...headerFilters(route), redirectFilter(action)] }
  if (action.type === 'respond') throw new Error('a route of the Gateway API answers nothing by itself; a check refuses it')
  return {
    name: route.name,
    ...said,
    ...(isTimed(action) ? { timeouts: { request: protoDuration(action.timeout) } } : {}),
    ...common(route, action, port, model, rewriteFilters(route, action)),
  }
}

function common(route: Route, { to, mirror }: Forward, port: Port, model: Model, more: readonly object[] = []): object {
  const filters = [...headerFilters(route), ...more, ...(mirror === undefined ? [] : [mirrorFilter(mirror, port, model)])]
  return {
    ...(filters.length === 0 ? {} : { filters }),
    backendRefs: to.map((target) => ({ ...backend(target, port, model), ...(to.length === 1 ? {} : { weight: target.weight }) })),
  }
}

/** A version is a Service of its own. */
function backend({ service, version, port }: Destination, asked: Port, model: Model): object {
  const owner = model.services[service]
  const found = owner?.versions.find(({ name }) => name === version)
  const name = owner === undefined || found?.name === undefined ? service : workloadName(owner.kind, found.workload)
  return { name, port: (port === undefined ? asked : port).servicePort }
}

function mirrorFilter({ to, share }: NonNullable<Forward['mirror']>, port: Port, model: Model): object {
  const percent = Math.round(percentNumber(share))
  return { type: 'RequestMirror', requestMirror: { backendRef: backend(to, port, model), ...(percent === 100 ? {} : { percent }) } }
}

function rewriteFilters({ match }: Route, { rewrite }: Forward): readonly object[] {
  if (rewrite === undefined) return []
  const isExact = match.length > 0 && match.every(({ path }) => path?.type === 'exact')
  const path =
    rewrite.path === undefined
      ? {}
      : {
          path: isExact
            ? { type: 'ReplaceFullPath', replaceFullPath: rewrite.path }
            : { type: 'ReplacePrefixMatch', replacePrefixMatch: rewrite.path },
        }
  return [{ type: 'URLRewrite', urlRewrite: { ...(rewrite.host === undefined ? {} : { hostname: rewrite.host }), ...path } }]
}

function redirectFilter({ path, host, scheme, port, status }: Extract<Action, { readonly type: 'redirect' }>): object {
  return {
    type: 'RequestRedirect',
    requestRedirect: {
      ...(scheme === undefined ? {} : { scheme }),
      ...(host === undefined ? {} : { hostname: host }),
      ...(path === undefined ? {} : { path: { type: 'ReplaceFullPath', replaceFullPath: path } }),
      ...(port === undefined ? {} : { port }),
      statusCode: status,
    },
  }
}

function headerFilters({ headers }: Route): readonly object[] {
  return [
    ...headerFilter('RequestHeaderModifier', 'requestHeaderModifier', headers.request),
    ...headerFilter('ResponseHeaderModifier', 'responseHeaderModifier', headers.response),
  ]
}

function headerFilter(type: string, field: string, { set, add, remove }: Route['headers']['request']): readonly object[] {
  const words = {
    ...(isEmpty(set) ? {} : { set: named(set) }),
    ...(isEmpty(add) ? {} : { add: named(add) }),
    ...(remove.length === 0 ? {} : { remove }),
  }
  return isEmpty(words) ? [] : [{ type, [field]: words }]
}

function named(values: Named<string>): readonly object[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }))
}
