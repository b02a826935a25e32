import { type Gateway, type Model, proxyLabels } from '../../engine/sdk.ts'
import { connections, credentialName, exposedHosts, listenedPort } from '../_shared/exposed-hosts.ts'
import { platformLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'

/**
 * https://istio.io/latest/docs/reference/config/networking/gateway/ A server for each certificate, one for plain HTTP, and one for whatever is passed on unread.
 * Only for gateways that somebody is seen through.
 */
export function edgeGateway(gateway: Gateway, model: Model) {
  const { ports, redirect } = gateway
  const hosts = exposedHosts(model, gateway)
  const certificates = new Map<string, string[]>()
  for (const { host, tls } of hosts) {
    if (tls === undefined) continue
    const name = credentialName(tls, gateway, model)
    certificates.set(name, [...(certificates.get(name) ?? []), host])
  }
  const secure = hosts.flatMap(({ host, tls }) => (tls === undefined ? [] : [host]))
  const plain = hosts.flatMap(({ host, tls }) => (tls === undefined ? [host] : []))
  const passed = connections(model, gateway, 'passthrough').flatMap((one) => one.hosts)
  const server = (served: readonly string[], name: string, isRedirect: boolean) => ({
    port: { number: ports.http, name, protocol: 'HTTP' },
    hosts: served,
    ...(isRedirect ? { tls: { httpsRedirect: true } } : {}),
  })
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: metadata(gateway.name, model.environment.namespace, platformLabels(model), gateway.annotations),
    spec: {
      selector: proxyLabels(gateway),
      servers: [
        ...(plain.length === 0 ? [] : [server(plain, 'http', false)]),
        ...(secure.length === 0 ? [] : [server(secure, 'http-to-https', redirect)]),
        ...[...certificates].map(([name, served]) => ({
          port: { number: ports.https, name: `https-${name}`, protocol: 'HTTPS' },
          hosts: served,
          tls: { mode: MODES[gateway.clients], credentialName: name, minProtocolVersion: 'TLSV1_2' },
        })),
        ...(passed.length === 0
          ? []
          : [{ port: { number: ports.https, name: 'tls-passthrough', protocol: 'TLS' }, hosts: passed, tls: { mode: 'PASSTHROUGH' } }]),
        ...connections(model, gateway, 'tcp').map(({ service, expose, hosts: served }) => ({
          port: { number: listenedPort(expose), name: `tcp-${service.name}`, protocol: 'TCP' },
          hosts: served,
        })),
      ],
    },
  }
}

/** https://istio.io/latest/docs/reference/config/networking/gateway/#ServerTLSSettings-TLSmode */
const MODES: { readonly [Clients in Gateway['clients']]: string } = {
  anybody: 'SIMPLE',
  certificate: 'MUTUAL',
  optional: 'OPTIONAL_MUTUAL',
}
