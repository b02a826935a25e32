import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import type { Service } from '../resolve/model.ts'
import { at } from '../resolve/origin.ts'
import type { Rule } from './check.ts'
import { proxiesOf } from './edge/proxies.ts'

export const pathTaken = defineDiagnostic<{ service: string; other: string; host: string; path: string }>({
  code: 'check/host-path-taken',
  severity: 'error',
  message: ({ service, other, host, path }) => `\`${service}\` and \`${other}\` both want \`${host}${path}\``,
  note: () => 'Who gets the requests would be up to the proxy. Give one of them another host or path.',
})

export const certificates = defineDiagnostic<{ service: string; other: string; host: string; secret: string; otherSecret: string }>({
  code: 'check/two-certificates',
  severity: 'error',
  message: ({ service, other, host, secret, otherSecret }) =>
    `\`${host}\` has the certificate \`${secret}\` in \`${service}\`, and \`${otherSecret}\` in \`${other}\``,
  note: () => 'A host has one certificate. Name the same Secret in both.',
})

export const halfSecure = defineDiagnostic<{ service: string; other: string; host: string }>({
  code: 'check/host-half-encrypted',
  severity: 'error',
  message: ({ service, other, host }) => `\`${host}\` is encrypted for \`${other}\`, but \`${service}\` names no certificate`,
  note: () => 'Requests for it would be redirected to HTTPS, where nobody answers for it. Say `tls` here too.',
})

export const notHttp = defineDiagnostic<{ service: string; port: string; protocol: string; wanted: string }>({
  code: 'check/exposed-not-http',
  severity: 'error',
  message: ({ service, port, protocol, wanted }) => `\`${service}\` exposes port \`${port}\`, which speaks ${protocol} and not ${wanted}`,
  note: ({ wanted }) =>
    wanted === 'HTTP'
      ? 'A gateway reads HTTP and gRPC. Name the port after its protocol, or say `as: tcp` with a port to `listen` on, where bytes are carried.'
      : 'Only a connection that starts with TLS names its host. Name the port after its protocol (`https`, `tls`).',
})

const CARRIED: readonly string[] = [
  'http',
  'http2',
  'https',
  'grpc',
  'grpc-web',
  'kubernetes.io/h2c',
  'kubernetes.io/ws',
  'kubernetes.io/wss',
]

/** What may be passed on by the name that TLS asks for. */
const PASSED: readonly string[] = ['https', 'tls']

interface Claim {
  readonly service: string
  readonly tls: string | undefined
}

/** Who answers for which host and path, over all services of an environment that are seen through the same proxies. */
export const hosts: Rule = {
  model({ model, report }) {
    const paths = new Map<string, string>()
    const byHost = new Map<string, Claim>()
    for (const service of Object.values(model.services)) {
      const { expose } = service
      if (expose === undefined) continue
      const wanted = expose.as === 'http' ? CARRIED : expose.as === 'passthrough' ? PASSED : undefined
      if (wanted !== undefined && !wanted.includes(expose.port.appProtocol))
        report(notHttp, at(model, 'services', service.name, 'expose', 'port'), {
          service: service.name,
          port: expose.port.name,
          protocol: expose.port.appProtocol,
          wanted: expose.as === 'http' ? 'HTTP' : 'TLS',
        })
      if (expose.as === 'tcp') continue
      for (const [index, host] of expose.host.entries())
        for (const proxies of new Set(expose.ways.flatMap((way) => (way.hosts.includes(host) ? [proxiesOf(way.gateway, model)] : []))))
          claim(service, expose, host, index, proxies)
    }

    function claim(service: Service, expose: NonNullable<Service['expose']>, host: string, index: number, proxies: string): void {
      const place = at(model, 'services', service.name, 'expose', 'host', index)
      for (const path of expose.as === 'http' ? expose.path : ['/']) {
        const key = `${proxies} ${host} ${expose.match} ${path === '/' ? path : path.replace(/\/+$/, '')}`
        const other = paths.get(key)
        if (other === undefined) paths.set(key, service.name)
        else if (other !== service.name)
          report(
            pathTaken,
            place,
            { service: service.name, other, host, path },
            { related: [{ message: `\`${other}\` has it already`, place: at(model, 'services', other, 'expose', 'host') }] },
          )
      }
      const before = byHost.get(`${proxies} ${host}`)
      if (before === undefined) byHost.set(`${proxies} ${host}`, { service: service.name, tls: expose.tls })
      else if (before.tls !== expose.tls) {
        const related = [{ message: `\`${before.service}\` says otherwise`, place: at(model, 'services', before.service, 'expose', 'tls') }]
        if (expose.tls === undefined) report(halfSecure, place, { service: service.name, other: before.service, host }, { related })
        else if (before.tls === undefined)
          report(halfSecure, at(model, 'services', before.service, 'expose', 'host'), {
            service: before.service,
            other: service.name,
            host,
          })
        else
          report(
            certificates,
            at(model, 'services', service.name, 'expose', 'tls'),
            { service: service.name, other: before.service, host, secret: expose.tls, otherSecret: before.tls },
            { related },
          )
      }
    }
  },
}
