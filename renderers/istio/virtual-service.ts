import { durationSeconds, type Model, type Port, type Service } from '../../engine/sdk.ts'
import { ownedLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'
import { fqdn, isRouted } from './names.ts'

/** https://istio.io/latest/docs/reference/config/networking/virtual-service/ Inside of the mesh, for a service with ports whose requests can be told apart. */
export function virtualService(service: Service, model: Model) {
  const ports = service.ports.filter(({ appProtocol }) => isRouted(appProtocol))
  if (ports.length === 0 || service.service.type === 'Headless') return undefined
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: metadata(service.name, model.environment.namespace, ownedLabels(model, service)),
    spec: {
      hosts: [fqdn(service.name, model)],
      http: ports.map((port) => ({
        ...(service.ports.length === 1 ? {} : { name: port.name, match: [{ port: port.servicePort }] }),
        ...routeTo(service, port, model),
      })),
    },
  }
}

/** Where requests for one port go, and how they behave; at the edge, `expose` may have a timeout of its own. Retries are always said, because Istio would try twice more by itself; without a timeout it waits, and it takes no zero for that. */
export function routeTo(service: Service, port: Port, model: Model, timeout: string | undefined = service.traffic.timeout) {
  const { retries } = service.traffic
  return {
    route: destinations(service, port, model),
    ...(timeout === undefined || durationSeconds(timeout) === 0 ? {} : { timeout: seconds(timeout) }),
    retries:
      retries.attempts === 0
        ? { attempts: 0 }
        : {
            attempts: retries.attempts,
            ...(retries.perTry === undefined ? {} : { perTryTimeout: seconds(retries.perTry) }),
            retryOn: retries.on.join(','),
          },
  }
}

function destinations(service: Service, port: Port, model: Model) {
  const destination = { host: fqdn(service.name, model), port: { number: port.servicePort } }
  const [first] = service.versions
  if (first?.name === undefined) return [{ destination }]
  const { split } = service.traffic
  if (split === undefined) return [{ destination: { ...destination, subset: first.name } }]
  return Object.entries(split).map(([subset, weight]) => ({ destination: { ...destination, subset }, weight }))
}

/** Protobuf durations know hours, minutes and seconds; a day is not among them. */
function seconds(duration: string): string {
  return `${durationSeconds(duration)}s`
}
