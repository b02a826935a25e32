import type { ResolvedIngress, ResolvedMesh, ResolvedService } from '../../../schema/generated/resolved.ts'
import { durationSeconds } from '../../kinds/duration.ts'
import type { Environment, Front, Gateway, Model, Port, Service, Way } from '../model.ts'
import { deriveLimits } from './limits.ts'

/** Where the controllers of Ingress classes are installed when nobody says otherwise: by the charts and manifests of their projects. */
const CONTROLLERS: { readonly [className: string]: string } = {
  nginx: 'ingress-nginx',
  traefik: 'traefik',
  haproxy: 'haproxy-controller',
  kong: 'kong',
  contour: 'projectcontour',
}

/** How requests come in, with what follows from the kind of edge; at least one gateway. */
export function deriveIngress(
  { gateways, ...written }: ResolvedIngress,
  { name: platform }: { readonly name: string },
  environment: Environment,
  mesh: Pick<ResolvedMesh, 'provider' | 'namespace'>,
): Model['ingress'] {
  const { api } = written
  const className = written.class ?? (api === 'istio' || (api === 'gateway' && mesh.provider === 'istio') ? 'istio' : 'nginx')
  const home = (name: string): string => namespaceOf(api, name, environment.namespace, mesh.namespace)
  const base = { ...written, class: className, namespace: written.namespace ?? home(className) }
  const common = { internal: false, ports: { http: 80, https: 443 }, clients: 'anybody', hosts: [] } as const
  const limits = written.limits && deriveLimits(written.limits)
  const declared = Object.entries(gateways).map(
    ([key, own]): Gateway => ({
      key,
      name: `${platform}-${key}`,
      class: own.class ?? base.class,
      namespace: own.namespace ?? (own.class === undefined ? base.namespace : home(own.class)),
      selector: own.selector ?? base.selector,
      internal: own.internal,
      ports: own.ports,
      clients: own.clients,
      hosts: own.hosts,
      issuer: own.issuer ?? base.issuer,
      redirect: own.redirect ?? base.redirect,
      limits: own.limits === undefined ? limits : deriveLimits(own.limits),
      front: frontOf(own.front ?? written.front, own.ports),
      annotations: { ...base.annotations, ...own.annotations },
    }),
  )
  const { class: only, namespace, selector, issuer, redirect, annotations } = base
  const front = frontOf(written.front, common.ports)
  const single: Gateway = {
    ...common,
    key: undefined,
    name: platform,
    class: only,
    namespace,
    selector,
    issuer,
    redirect,
    limits,
    front,
    annotations,
  }
  return { ...base, isKnownClass: Object.hasOwn(CONTROLLERS, className), gateways: declared.length === 0 ? [single] : declared }
}

function frontOf(front: ResolvedIngress['front'], ports: Gateway['ports']): Front | undefined {
  return front && { ...front, ports: front.ports ?? ports, timeout: durationSeconds(front.timeout) }
}

function namespaceOf(api: ResolvedIngress['api'], className: string, own: string, mesh: string): string {
  switch (api) {
    case 'gateway':
      return own
    case 'istio':
      return mesh
    case 'ingress':
      return CONTROLLERS[className] ?? className
  }
}

/** What a service shows, with the gateways that it is seen through. */
export function exposedAs(written: NonNullable<ResolvedService['expose']>, port: Port, ingress: Model['ingress']): Service['expose'] {
  const { gateway, ...said } = written
  return { ...said, port, ways: waysOf(gateway, said.host, ingress) }
}

/**
 * The gateways that a service is seen through, each with those of its hosts that are the gateway's. When nobody names one it is the first.
 * Of several that serve a host those count that name it most exactly, so that what is for `*.internal.example.com` is not seen at `*.example.com`.
 */
function waysOf(named: readonly string[] | undefined, hosts: readonly string[], { gateways }: Model['ingress']): readonly Way[] {
  const chosen = named === undefined ? gateways.slice(0, 1) : named.flatMap((name) => gateways.filter(({ key }) => key === name))
  const exactness = (host: string, gateway: Gateway): number =>
    gateway.hosts.length === 0 ? 0 : Math.max(...gateway.hosts.map((pattern) => (covers(pattern, host) ? pattern.length : -1)))
  const best = new Map(hosts.map((host) => [host, Math.max(-1, ...chosen.map((gateway) => exactness(host, gateway)))]))
  return chosen.map((gateway) => ({
    gateway,
    hosts: hosts.filter((host) => exactness(host, gateway) >= 0 && exactness(host, gateway) === best.get(host)),
  }))
}

/** Whether every host of `other` is one of `pattern`: `*.example.com` is all that ends with it, other wildcards included. */
function covers(pattern: string, other: string): boolean {
  return pattern === other || (pattern.startsWith('*.') && other.endsWith(pattern.slice(1)))
}
