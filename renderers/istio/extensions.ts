import type { KubernetesObject, MeshProxy, Model, ProxyFilter, Service } from '../../engine/sdk.ts'
import { everyPodOf, ownedLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'
import { joined } from '../_shared/names.ts'
import { FRAGILE } from './fragile.ts'

/** What the proxies of a service run beyond Istio's own: filters of Envoy in its words, and modules. */
export function* extensions(service: Service, model: Model): Iterable<KubernetesObject> {
  const { filters, modules } = service.mesh.proxy
  for (const filter of filters) yield envoyFilter(filter, service, model)
  for (const [name, module] of Object.entries(modules)) yield wasmPlugin(name, module, service, model)
}

/** https://istio.io/latest/docs/reference/config/networking/envoy-filter/ */
function envoyFilter({ name, on, port, before, priority, filter }: ProxyFilter, service: Service, model: Model): KubernetesObject {
  const manager = 'envoy.filters.network.http_connection_manager'
  return {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'EnvoyFilter',
    metadata: metadata(joined(service.name, name), service.namespace, ownedLabels(model, service), FRAGILE),
    spec: {
      priority,
      workloadSelector: { labels: everyPodOf(service.name).matchLabels },
      configPatches: [
        {
          applyTo: 'HTTP_FILTER',
          match: {
            context: on === 'inbound' ? 'SIDECAR_INBOUND' : 'SIDECAR_OUTBOUND',
            listener: {
              ...(port === undefined ? {} : { portNumber: port.port }),
              filterChain: {
                filter: { name: manager, ...(before === 'router' ? { subFilter: { name: 'envoy.filters.http.router' } } : {}) },
              },
            },
          },
          patch: { operation: before === 'router' ? 'INSERT_BEFORE' : 'INSERT_FIRST', value: filter },
        },
      ],
    },
  }
}

/** https://istio.io/latest/docs/reference/config/proxy_extensions/wasm-plugin/ */
function wasmPlugin(name: string, module: MeshProxy['modules'][string], service: Service, model: Model): KubernetesObject {
  const { url, sha256, phase, failure, pullSecret, config } = module
  return {
    apiVersion: 'extensions.istio.io/v1alpha1',
    kind: 'WasmPlugin',
    metadata: metadata(joined(service.name, name), service.namespace, ownedLabels(model, service)),
    spec: {
      selector: everyPodOf(service.name),
      url,
      ...(sha256 === undefined ? {} : { sha256 }),
      ...(phase === undefined ? {} : { phase: phase.toUpperCase() }),
      failStrategy: failure === 'deny' ? 'FAIL_CLOSE' : 'FAIL_OPEN',
      ...(pullSecret === undefined ? {} : { imagePullSecret: pullSecret }),
      ...(config === undefined ? {} : { pluginConfig: config }),
    },
  }
}
