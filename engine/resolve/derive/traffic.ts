import type {
  ResolvedDestination,
  ResolvedHeaderChanges,
  ResolvedHeaderOperations,
  ResolvedMatch,
  ResolvedMirror,
  ResolvedRoute,
  ResolvedService,
  ResolvedSticky,
  ResolvedTextMatch,
  ResolvedTraffic,
  ResolvedTrafficPolicy,
} from '../../../schema/generated/resolved.ts'
import { nearest } from '../../diagnostics/suggest.ts'
import { durationSeconds } from '../../kinds/duration.ts'
import { type Context, reportHere, spot } from '../context.ts'
import { unknownVersion } from '../diagnostics.ts'
import type { Named, Service } from '../model.ts'
import type { Destination, Forward, Match, PathMatch, Route, Traffic, TrafficPolicy } from '../traffic-model.ts'
import { choosePort } from './ports.ts'

type Callee = Omit<Service, 'calls' | 'callers' | 'traffic'>

/** What requests to one service do. It needs all services, because requests can go on to another one. */
export function deriveTraffic(service: Callee, services: Named<Callee>, context: Context): Traffic {
  const written = (context.merged[service.name] as ResolvedService).traffic
  const path = ['services', service.name, 'traffic']
  const [last] = written.routes.slice(-1)
  const closed = last !== undefined && last.match === undefined
  const routes = written.routes.flatMap((route, index) => deriveRoute(route, index))
  return {
    routes: closed ? routes : [...routes, ...rest()],
    policy: policyOf(written),
    locality: written.locality,
    ports: Object.entries(written.ports).flatMap(([name, policy]) => {
      const port = choosePort(service.ports, name, [...path, 'ports', name], `\`traffic\` of \`${service.name}\``, service.name, context)
      return port === undefined ? [] : [{ port, policy: policyOf(policy) }]
    }),
  }

  function deriveRoute(route: ResolvedRoute, index: number): readonly Route[] {
    const place = ['routes', String(index)]
    const name = route.name ?? (closed && index === written.routes.length - 1 ? 'default' : `route-${index + 1}`)
    const base = {
      name,
      path: place,
      match: (route.match ?? []).map((match, at) => deriveMatch(match, [...place, 'match', String(at)])),
      headers: route.headers ?? written.headers ?? NO_CHANGES,
      cors: route.cors ?? written.cors,
    }
    if (route.redirect !== undefined) return [{ ...base, action: { type: 'redirect', ...route.redirect } }]
    if (route.respond !== undefined) return [{ ...base, action: { type: 'respond', ...route.respond } }]
    const own = route.to !== undefined || route.split !== undefined
    const to = route.to === undefined ? shares(own ? route.split : restSplit()) : [destination(route.to, [...place, 'to'])]
    const forward: Omit<Forward, 'to'> = {
      type: 'forward',
      rewrite: route.rewrite,
      timeout: route.timeout ?? written.timeout,
      retries: route.retries ?? written.retries,
      mirror: mirrorOf(route.mirror, [...place, 'mirror']),
      fault: route.fault,
    }
    return stuck({ ...base, action: { ...forward, to } }, forward, to, own ? route.sticky : written.sticky)
  }

  /** Whatever no route catches. */
  function rest(): readonly Route[] {
    const forward: Omit<Forward, 'to'> = {
      type: 'forward',
      rewrite: undefined,
      timeout: written.timeout,
      retries: written.retries,
      mirror: mirrorOf(written.mirror, ['mirror']),
      fault: written.fault,
    }
    const to = shares(restSplit())
    const base = { name: 'default', path: [], match: [], headers: written.headers ?? NO_CHANGES, cors: written.cors }
    return stuck({ ...base, action: { ...forward, to } }, forward, to, written.sticky)
  }

  function restSplit(): Named<number> | undefined {
    if (written.to === undefined) return written.split
    return { [version(service, written.to, ['to'])]: 100 }
  }

  function shares(split: Named<number> | undefined): readonly Destination[] {
    const base = { service: service.name, port: undefined, remember: undefined }
    if (split === undefined) return [{ ...base, version: service.versions[0]?.name, weight: 100 }]
    const chosen = Object.entries(split).map(([name, weight]) => ({ ...base, version: name, weight }))
    const [only, ...others] = chosen.filter(({ weight }) => weight > 0)
    return only !== undefined && others.length === 0 ? [only] : chosen
  }

  /** A route for each version that a caller may have met before, in front of the one that shares out. A version without a share lets its callers go. */
  function stuck(
    route: Route,
    forward: Omit<Forward, 'to'>,
    to: readonly Destination[],
    sticky: ResolvedSticky | undefined,
  ): readonly Route[] {
    if (sticky === undefined) return [route]
    const name = sticky.cookie ?? `${service.name}-version`
    const seconds = Math.ceil(durationSeconds(sticky.for))
    const known = to.flatMap((target): readonly Route[] => {
      if (target.version === undefined || target.weight === 0) return []
      const cookie = { name, value: target.version }
      const match = route.match.length === 0 ? [{ ...ANY, cookie }] : route.match.map((one) => ({ ...one, cookie }))
      return [{ ...route, name: `${route.name}-${target.version}`, match, action: { ...forward, to: [{ ...target, weight: 100 }] } }]
    })
    const remembering = to.map((target) =>
      target.version === undefined
        ? target
        : { ...target, remember: `${name}=${target.version}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax` },
    )
    return [...known, { ...route, action: { ...forward, to: remembering } }]
  }

  function mirrorOf(mirror: ResolvedMirror | undefined, place: readonly string[]): Forward['mirror'] {
    return mirror && { to: destination(mirror.to, [...place, 'to']), share: mirror.share }
  }

  function destination(to: ResolvedDestination, place: readonly string[]): Destination {
    const other = to.service === undefined || to.service === service.name ? service : services[to.service]
    const base = { service: to.service ?? service.name, weight: 100, remember: undefined }
    // A service that is not enabled here is told by a check; what is named of it can't be looked up.
    if (other === undefined) return { ...base, version: undefined, port: undefined }
    const subject = `\`traffic\` of \`${service.name}\``
    const named = to.port !== undefined || other !== service
    const where = [...path, ...place, ...(to.port === undefined ? [] : ['port'])]
    return {
      ...base,
      version:
        to.version === undefined
          ? other === service
            ? undefined
            : other.versions[0]?.name
          : version(other, to.version, [...place, 'version']),
      port: named ? choosePort(other.ports, to.port, where, subject, other.name, context) : undefined,
    }
  }

  /** The name of a version, told when there is none of it. */
  function version(owner: Callee, name: string, place: readonly string[]): string {
    const known = owner.versions.flatMap((one) => (one.name === undefined ? [] : [one.name]))
    if (known.includes(name)) return name
    const near = nearest(name, known)
    const at = spot(context, 'value', ...path, ...place)
    const fixes = near === undefined ? [] : [{ message: `write \`${near}\``, changes: [{ replace: at, text: near }] }]
    reportHere(context, unknownVersion, at, { service: service.name, version: name, owner: owner.name, nearest: near }, { fixes })
    return name
  }

  function deriveMatch(match: ResolvedMatch, place: readonly string[]): Match {
    const [cookie] = Object.entries(match.cookie)
    return {
      path: match.grpc === undefined ? pathOf(match.path) : grpcPath(match.grpc),
      methods: match.method,
      headers: lowerCase(match.header),
      without: lowerCase(match.without),
      query: match.query,
      cookie: cookie && { name: cookie[0], value: cookie[1] },
      from: match.from,
      port:
        match.port === undefined
          ? undefined
          : choosePort(service.ports, match.port, [...path, ...place, 'port'], `\`traffic\` of \`${service.name}\``, service.name, context),
      gateway: match.gateway,
    }
  }
}

const NO_OPERATIONS: ResolvedHeaderOperations = Object.freeze({ set: {}, add: {}, remove: [] })
const NO_CHANGES: ResolvedHeaderChanges = Object.freeze({ request: NO_OPERATIONS, response: NO_OPERATIONS })

const ANY: Match = Object.freeze({
  path: undefined,
  methods: [],
  headers: {},
  without: {},
  query: {},
  cookie: undefined,
  from: [],
  port: undefined,
  gateway: undefined,
})

function pathOf(path: ResolvedMatch['path']): PathMatch | undefined {
  if (path === undefined) return undefined
  if (path.exact !== undefined) return { type: 'exact', value: path.exact }
  if (path.regex !== undefined) return { type: 'regex', value: path.regex }
  return { type: 'prefix', value: path.prefix ?? '/' }
}

/** https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md A call is a POST to `/SERVICE/METHOD`. */
function grpcPath({ service, method }: NonNullable<ResolvedMatch['grpc']>): PathMatch {
  return method === undefined ? { type: 'prefix', value: `/${service}` } : { type: 'exact', value: `/${service}/${method}` }
}

function lowerCase(headers: Named<ResolvedTextMatch>): Named<ResolvedTextMatch> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

/** How connections are made, of whatever says so. */
export function policyOf(written: Pick<ResolvedTraffic | ResolvedTrafficPolicy, 'balance' | 'circuitBreaker'>): TrafficPolicy {
  return { balance: written.balance, circuitBreaker: written.circuitBreaker }
}
