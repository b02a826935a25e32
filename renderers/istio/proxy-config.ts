import type { KubernetesObject, Model, Service } from '../../engine/sdk.ts'
import { everyPodOf, ownedLabels } from '../_shared/labels.ts'
import { isEmpty, metadata } from '../_shared/metadata.ts'

/** https://istio.io/latest/docs/reference/config/networking/proxy-config/ How the proxies of a service run. */
export function proxyConfig(service: Service, model: Model): KubernetesObject | undefined {
  const { concurrency } = service.mesh.proxy
  const env = { ...(callsMachines(service, model) ? DNS : {}), ...service.mesh.proxy.env }
  if (concurrency === undefined && isEmpty(env)) return undefined
  return {
    apiVersion: 'networking.istio.io/v1beta1',
    kind: 'ProxyConfig',
    metadata: metadata(service.name, service.namespace, ownedLabels(model, service)),
    spec: {
      selector: everyPodOf(service.name),
      ...(concurrency === undefined ? {} : { concurrency }),
      ...(isEmpty(env) ? {} : { environmentVariables: env }),
    },
  }
}

/** Nobody's DNS knows the names of machines, but the proxy does. https://istio.io/latest/docs/ops/configuration/traffic-management/dns-proxy/ */
const DNS = Object.freeze({ ISTIO_META_DNS_CAPTURE: 'true' })

function callsMachines({ calls }: Service, { externals }: Model): boolean {
  return calls.some(({ name, type }) => type === 'external' && externals[name]?.machine !== undefined)
}
