import { durationSeconds, type Gateway, type Model, type Service } from '../../engine/sdk.ts'
import { type Exposure, exposedHosts, exposures } from '../_shared/exposed-hosts.ts'
import { nginxWord } from '../_shared/quote/nginx.ts'
import type { Placed } from './fronts.ts'

/** What the nginx in front of a gateway says. Texts are quoted. */
export interface FrontView {
  readonly isTerminated: boolean
  readonly listen: { readonly http: number; readonly https: number; readonly health: number }
  /** `HOST:PORT` of every node, for plain HTTP and for TLS. */
  readonly nodes: { readonly http: readonly string[]; readonly https: readonly string[] }
  readonly authority: string
  /** Whether somebody is served by TLS. */
  readonly hasTls: boolean
  readonly hosts: readonly HostView[]
}

/** A host, and how its requests go on. */
interface HostView {
  readonly name: string
  /** Of its upstream: connections to a gateway are kept for one host, because TLS said its name when they were made. */
  readonly upstream: string
  readonly nodes: readonly string[]
  readonly scheme: 'http' | 'https'
  readonly grpcScheme: 'grpc' | 'grpcs'
  readonly tls: { readonly certificate: string; readonly key: string } | undefined
  /** Where plain HTTP is answered with a redirect: the address of the same page. */
  readonly redirect: string | undefined
  /** Seconds without a word. */
  readonly timeout: number
  /** Paths whose requests are HTTP/2 all the way, since gRPC is nothing else. */
  readonly grpc: readonly string[]
  /** Whether all of its requests are. */
  readonly isGrpc: boolean
}

/** What the nginx in front of a gateway says of every host that the environments show through it. */
export function frontView({ gateway, front, models }: Placed): FrontView {
  const { ports, nodes, tls, certificates, authority, health } = front
  const at = (port: number) => nodes.map((node) => `${node.includes(':') ? `[${node}]` : node}:${port}`)
  const hosts = models.flatMap((model) => {
    const shown = exposures(model, gatewayOf(gateway, model))
    return exposedHosts(model, gatewayOf(gateway, model)).map((host) => ({
      ...host,
      shown: shown.filter((one) => one.hosts.includes(host.host)),
    }))
  })
  return {
    isTerminated: tls === 'terminate',
    listen: { ...gateway.ports, health },
    nodes: { http: at(ports.http), https: at(ports.https) },
    authority: nginxWord(authority),
    hasTls: hosts.some((host) => host.tls !== undefined),
    hosts: hosts.map(({ host, tls: certificate, shown }, index) => ({
      name: nginxWord(host),
      upstream: `host_${index + 1}`,
      nodes: at(certificate === undefined ? ports.http : ports.https),
      scheme: certificate === undefined ? 'http' : 'https',
      grpcScheme: certificate === undefined ? 'grpc' : 'grpcs',
      tls:
        certificate === undefined
          ? undefined
          : { certificate: nginxWord(`${certificates}/${certificate}.crt`), key: nginxWord(`${certificates}/${certificate}.key`) },
      redirect: certificate !== undefined && gateway.redirect ? redirect(gateway) : undefined,
      timeout: Math.max(front.timeout, ...shown.map(patience)),
      grpc: [...new Set(shown.flatMap(grpcPlaces))],
      isGrpc: shown.flatMap(grpcPlaces).includes('/'),
    })),
  }
}

/** The gateway as another environment has it: its hosts are others. */
function gatewayOf({ name }: Gateway, { ingress }: Model): Gateway {
  return ingress.gateways.find((one) => one.name === name) as Gateway
}

function redirect({ ports }: Gateway): string {
  return `https://$host${ports.https === 443 ? '' : `:${ports.https}`}$request_uri`
}

/** How long an answer may take by what the platform says of it. */
function patience({ service, expose }: Exposure): number {
  const said = expose.timeout === undefined ? longest(service) : durationSeconds(expose.timeout)
  return Math.ceil(said)
}

function longest({ traffic }: Service): number {
  const times = traffic.routes.flatMap(({ action }) => (action.type === 'forward' && action.timeout !== undefined ? [action.timeout] : []))
  return Math.max(0, ...times.map(durationSeconds))
}

/** Locations as nginx compares them: a prefix counts character by character there, element by element here. */
function grpcPlaces({ expose }: Exposure): readonly string[] {
  if (!expose.port.appProtocol.startsWith('grpc')) return []
  return expose.path.flatMap((path) => {
    if (path === '/') return expose.match === 'Exact' ? ['= /'] : ['/']
    const folder = path.replace(/\/$/, '')
    return expose.match === 'Exact' ? [`= ${nginxWord(path)}`] : [`= ${nginxWord(folder)}`, nginxWord(`${folder}/`)]
  })
}
