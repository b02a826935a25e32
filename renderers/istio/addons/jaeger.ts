import { type Component, type JsonObject, type Model, type Tools, writeYaml } from '../../../engine/sdk.ts'
import { exposed } from './exposed.ts'

/** Its name, and that of the provider of spans that stands for it. */
export const JAEGER = 'jaeger'

/** Jaeger in one process, with traces in memory. https://www.jaegertracing.io/docs/latest/deployment/configuration/ */
export function jaeger(model: Model, chosen: Tools<JsonObject>['image']): Component | undefined {
  const { addons, rateLimiter } = model.mesh
  if (addons.jaeger === undefined) return undefined
  const { image, traces, resources, placement } = addons.jaeger
  const limits = Object.values(model.services).some(({ limits: own, inMesh }) => inMesh && own?.per === 'service')
  return {
    name: JAEGER,
    says: ['mesh', 'addons', 'jaeger'],
    namespace: addons.namespace,
    mesh: false,
    service: {
      description: 'Takes the spans of the proxies, and shows them.',
      image: image === undefined ? chosen('docker.io/jaegertracing/jaeger:2.17.0').reference : image,
      args: ['--config', '/etc/jaeger/config.yaml'],
      ports: { http: 16686, grpc: 16685, 'grpc-otlp': 4317, 'http-health': 13133 },
      files: { '/etc/jaeger/config.yaml': writeYaml([config(traces)]) },
      health: { port: 'http-health', ready: '/status', live: { port: 'http-health', path: '/status', period: '30s' } },
      access: { namespaces: [model.environment.namespace, ...(limits ? [rateLimiter.namespace] : [])] },
      replicas: 1,
      rollout: { strategy: 'Recreate' },
      resources: resources as unknown as JsonObject,
      placement: placement as unknown as JsonObject,
      waivers: { replicas: 'Traces are in its memory; a second pod would have others.' },
      ...exposed(addons.jaeger, 'http'),
    },
  }
}

function config(traces: number): object {
  return {
    service: {
      extensions: ['jaeger_storage', 'jaeger_query', 'healthcheckv2'],
      pipelines: { traces: { receivers: ['otlp'], processors: ['batch'], exporters: ['jaeger_storage_exporter'] } },
      telemetry: { logs: { level: 'info' } },
    },
    extensions: {
      jaeger_query: { storage: { traces: 'memory' }, http: { endpoint: '0.0.0.0:16686' }, grpc: { endpoint: '0.0.0.0:16685' } },
      jaeger_storage: { backends: { memory: { memory: { max_traces: traces } } } },
      healthcheckv2: { use_v2: true, http: { endpoint: '0.0.0.0:13133' } },
    },
    receivers: { otlp: { protocols: { grpc: { endpoint: '0.0.0.0:4317' } } } },
    processors: { batch: {} },
    exporters: { jaeger_storage_exporter: { trace_storage: 'memory' } },
  }
}
