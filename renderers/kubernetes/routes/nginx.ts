import { byteCount, durationSeconds, type Gateway, type Model, type Service } from '../../../engine/sdk.ts'
import { authorityName } from '../../_shared/exposed-hosts.ts'
import type { Annotations } from '../../_shared/kubernetes-types.ts'

type Expose = NonNullable<Service['expose']>

/** Whether the Ingress is served by ingress-nginx, whose annotations say what an Ingress itself can't. */
export function isNginx({ class: name }: Pick<Gateway, 'class'>): boolean {
  return name === 'nginx'
}

/**
 * A rewrite keeps what follows the prefix, so the prefix becomes a regular expression, and then the path type must not claim to be another.
 * https://kubernetes.github.io/ingress-nginx/examples/rewrite/
 */
export function nginxPath(path: string, { rewrite, match }: Expose): { readonly path: string; readonly pathType: string } {
  if (rewrite === undefined || match === 'Exact') return { path, pathType: match }
  const prefix = path.replace(/\/+$/, '')
  return { path: prefix === '' ? '/()(.*)' : `${escapeExpression(prefix)}(/|$)(.*)`, pathType: 'ImplementationSpecific' }
}

function escapeExpression(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

const PREFIX = 'nginx.ingress.kubernetes.io'

/** https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/ */
export function nginxAnnotations(expose: Expose, gateway: Gateway, { environment }: Model): Annotations {
  const seconds = expose.timeout === undefined ? undefined : String(Math.ceil(durationSeconds(expose.timeout)))
  const protocol = backendProtocol(expose.port.appProtocol)
  return {
    ...(expose.tls === undefined ? {} : { [`${PREFIX}/ssl-redirect`]: String(gateway.redirect) }),
    ...(expose.as === 'passthrough' ? { [`${PREFIX}/ssl-passthrough`]: 'true' } : {}),
    ...(expose.tls === undefined || gateway.clients === 'anybody'
      ? {}
      : {
          [`${PREFIX}/auth-tls-secret`]: `${environment.namespace}/${authorityName(expose.tls)}`,
          [`${PREFIX}/auth-tls-verify-client`]: gateway.clients === 'certificate' ? 'on' : 'optional',
        }),
    ...(expose.rewrite === undefined ? {} : { [`${PREFIX}/rewrite-target`]: target(expose.rewrite), [`${PREFIX}/use-regex`]: 'true' }),
    ...(seconds === undefined ? {} : { [`${PREFIX}/proxy-read-timeout`]: seconds, [`${PREFIX}/proxy-send-timeout`]: seconds }),
    ...(expose.bodySize === undefined ? {} : { [`${PREFIX}/proxy-body-size`]: nginxSize(expose.bodySize) }),
    ...(protocol === undefined ? {} : { [`${PREFIX}/backend-protocol`]: protocol }),
  }
}

function target(rewrite: string): string {
  return `${rewrite.replace(/\/+$/, '')}/$2`
}

function backendProtocol(appProtocol: string): string | undefined {
  switch (appProtocol) {
    case 'grpc':
    case 'kubernetes.io/h2c':
      return 'GRPC'
    case 'https':
      return 'HTTPS'
    default:
      return undefined
  }
}

/** nginx counts in powers of 1024, and knows megabytes as `m`. https://nginx.org/en/docs/syntax.html */
function nginxSize(quantity: string): string {
  const bytes = byteCount(quantity)
  return bytes % MEBI === 0 ? `${bytes / MEBI}m` : String(bytes)
}

const MEBI = 1024 * 1024
