import {
  carriesRequests,
  type Destination,
  type KubernetesObject,
  type Model,
  type Port,
  type Route,
  type Service,
} from '../../engine/sdk.ts'
import { isFlagged } from '../_shared/flagger.ts'
import { ownedLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'
import { joined } from '../_shared/names.ts'
import { destinationOf } from './http-route.ts'
import { fqdn, isTls } from './names.ts'
import { reached, rulesOf } from './rules.ts'

/**
 * https://istio.io/latest/docs/reference/config/networking/virtual-service/ Inside of the mesh. Ports whose requests can be told apart have the service's routes;
 * of the others whole connections are shared out between versions, by the name that TLS asks for where there is one.
 */
export function virtualService(service: Service, model: Model): KubernetesObject | undefined {
  if (service.service.type === 'Headless') return undefined
  const routed = service.ports.filter(({ appProtocol }) => carriesRequests(appProtocol))
  const plain = hasVersions(service)
    ? service.ports.filter(({ appProtocol, protocol }) => !carriesRequests(appProtocol) && protocol === 'TCP')
    : []
  if (routed.length + plain.length === 0) return undefined
  const host = fqdn(service)
  const http = routed.flatMap((port) => meshRules(service, port, routed.length > 1 || service.ports.length > 1, model))
  const tls = plain.filter(({ appProtocol }) => isTls(appProtocol))
  const tcp = plain.filter(({ appProtocol }) => !isTls(appProtocol))
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    // Flagger's own has the name of the service; ours says which requests it gets.
    metadata: metadata(
      isFlagged(service) ? joined(service.name, 'routes') : service.name,
      service.namespace,
      ownedLabels(model, service),
      reasons(service),
    ),
    spec: {
      hosts: [host],
      ...(http.length === 0 ? {} : { http }),
      ...(tls.length === 0
        ? {}
        : {
            tls: tls.map((port) => ({
              match: [{ port: port.servicePort, sniHosts: [host] }],
              route: connectionRoutes(service, port, model),
            })),
          }),
      ...(tcp.length === 0
        ? {}
        : { tcp: tcp.map((port) => ({ match: [{ port: port.servicePort }], route: connectionRoutes(service, port, model) })) }),
    },
  }
}

function meshRules(service: Service, port: Port, several: boolean, model: Model): readonly object[] {
  const rules = service.traffic.routes.flatMap((route) =>
    rulesOf(
      route,
      {
        at: 'mesh',
        outer: undefined,
        port,
        sayPort: several,
        timeout: undefined,
        named: ({ name }) => (several ? `${port.name}-${name}` : name),
      },
      model,
    ),
  )
  return reached(rules)
}

/** Where whole connections go: shared out like the requests that no route catches. */
export function connectionRoutes(service: Service, port: Port, model: Model): readonly object[] {
  const to = lastDestinations(service)
  return to.map((target) => ({ destination: destinationOf(target, port, model), ...(to.length === 1 ? {} : { weight: target.weight }) }))
}

/** Where whatever no route catches goes. */
function lastDestinations({ traffic }: Service): readonly Destination[] {
  const { action } = traffic.routes.at(-1) as Route
  return action.type === 'forward' ? action.to.filter(({ port }) => port === undefined) : []
}

function hasVersions({ versions }: Service): boolean {
  return versions[0]?.name !== undefined
}

/** Why requests are copied or fail on purpose, for whoever finds that they do. */
function reasons({ waived }: Service): { readonly [key: string]: string } {
  return {
    ...(waived.mirror === undefined ? {} : { 'platgen.dev/waiver-mirror': waived.mirror }),
    ...(waived.fault === undefined ? {} : { 'platgen.dev/waiver-fault': waived.fault }),
  }
}
