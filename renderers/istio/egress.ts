import { carriesRequests, type EgressGateway, type External, type Model } from '../../engine/sdk.ts'
import { platformLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'
import { joined } from '../_shared/names.ts'
import { isTls } from './names.ts'
import { seenFrom } from './service-entry.ts'

/** Where a gateway takes TLS that programs make, and passes it on as it is. */
const TLS_PORT = 443
/** Where it takes what they send in plain text, encrypted by the mesh. On one port the two could not be told apart, since both name the same host. */
const MESH_PORT = 80
/** Nobody knows what is safe to say twice to somebody outside, and Istio would try twice more by itself. */
const NO_RETRIES = Object.freeze({ attempts: 0 })

/**
 * https://istio.io/latest/docs/tasks/traffic-management/egress/egress-gateway/ What leaves through a gateway goes twice by a route: from the pod to the gateway, and from the gateway out.
 */
export function* egressObjects(model: Model) {
  for (const gateway of Object.values(model.trust.gateways)) {
    const externals = Object.values(model.externals).filter(({ through, callers }) => through === gateway.name && callers.length > 0)
    if (externals.length === 0) continue
    yield egressGateway(gateway, externals, model)
    const inMesh = externals.filter(({ ports }) => ports.some(({ appProtocol }) => carriesRequests(appProtocol)))
    if (inMesh.length > 0) yield toGateway(gateway, inMesh, model)
    for (const external of externals) yield routes(gateway, external, model)
  }
}

function nameOf(gateway: EgressGateway): string {
  return joined('egress', gateway.name)
}

function egressGateway(gateway: EgressGateway, externals: readonly External[], model: Model) {
  const server = (number: number, name: string, host: string, protocol: string, mode: string) => ({
    port: { number, name, protocol },
    hosts: [host],
    tls: { mode },
  })
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: metadata(nameOf(gateway), model.environment.namespace, platformLabels(model)),
    spec: {
      selector: gateway.labels,
      servers: externals.flatMap(({ name, host, ports }) => [
        ...(ports.some(({ appProtocol }) => isTls(appProtocol)) ? [server(TLS_PORT, `tls-${name}`, host, 'TLS', 'PASSTHROUGH')] : []),
        ...(ports.some(({ appProtocol }) => carriesRequests(appProtocol))
          ? [server(MESH_PORT, `https-${name}`, host, 'HTTPS', 'ISTIO_MUTUAL')]
          : []),
      ]),
    },
  }
}

/** From the pod to the gateway under the identity of the service, with the host that is meant as SNI. One rule, because two for one host would be merged in an order that nobody decides. */
function toGateway(gateway: EgressGateway, externals: readonly External[], model: Model) {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: metadata(nameOf(gateway), model.environment.namespace, platformLabels(model)),
    spec: {
      host: gateway.host,
      subsets: externals.map(({ name, host }) => ({
        name,
        trafficPolicy: { portLevelSettings: [{ port: { number: MESH_PORT }, tls: { mode: 'ISTIO_MUTUAL', sni: host } }] },
      })),
      exportTo: ['.'],
    },
  }
}

function routes(gateway: EgressGateway, { name, host, ports }: External, model: Model) {
  const out = (port: number) => ({ gateways: [nameOf(gateway)], port })
  const inward = (port: number) => ({ host: gateway.host, port: { number: port } })
  const http = ports
    .filter(({ appProtocol }) => carriesRequests(appProtocol))
    .flatMap((port) => [
      {
        match: [{ gateways: ['mesh'], port: port.servicePort }],
        route: [{ destination: { ...inward(MESH_PORT), subset: name } }],
        retries: NO_RETRIES,
      },
      { match: [out(MESH_PORT)], route: [{ destination: { host, port: { number: port.servicePort } } }], retries: NO_RETRIES },
    ])
  const tls = ports
    .filter(({ appProtocol }) => isTls(appProtocol))
    .flatMap((port) => [
      { match: [{ gateways: ['mesh'], port: port.servicePort, sniHosts: [host] }], route: [{ destination: inward(TLS_PORT) }] },
      { match: [{ ...out(TLS_PORT), sniHosts: [host] }], route: [{ destination: { host, port: { number: port.servicePort } } }] },
    ])
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: metadata(joined('egress', name), model.environment.namespace, platformLabels(model)),
    spec: {
      hosts: [host],
      gateways: ['mesh', nameOf(gateway)],
      ...(http.length === 0 ? {} : { http }),
      ...(tls.length === 0 ? {} : { tls }),
      exportTo: seenFrom(name, model),
    },
  }
}
