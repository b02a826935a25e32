import type { MeshProvider } from '../../engine/sdk.ts'
import { isEmpty } from '../_shared/metadata.ts'
import { authorizerProviders } from './authorizers.ts'
import type { ControlPlane } from './control-plane.ts'

/** https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider Those that somebody names; Istio's own exist anyway. */
export function extensionProviders({ models }: ControlPlane): readonly object[] {
  const used = new Map<string, MeshProvider>()
  for (const { mesh, services } of models)
    for (const { telemetry } of [mesh, ...Object.values(services).map((service) => service.mesh)])
      for (const name of [
        ...(telemetry.tracing?.provider === undefined ? [] : [telemetry.tracing.provider]),
        ...(telemetry.accessLogs === undefined ? [] : telemetry.accessLogs.providers),
      ]) {
        const provider = mesh.providers[name]
        if (provider !== undefined) used.set(name, provider)
      }
  // Environments that share a control plane share what their policies name.
  const authorizers = new Map(models.flatMap((model) => authorizerProviders(model).map((provider) => [provider.name, provider] as const)))
  return [
    ...[...used.values()].map((provider) => ({ name: provider.name, [FIELDS[provider.type]]: settings(provider) })),
    ...authorizers.values(),
  ]
}

const FIELDS: { readonly [Type in MeshProvider['type']]: string } = {
  opentelemetry: 'opentelemetry',
  zipkin: 'zipkin',
  skywalking: 'skywalking',
  datadog: 'datadog',
  file: 'envoyFileAccessLog',
  'otel-logs': 'envoyOtelAls',
  'grpc-logs': 'envoyHttpAls',
}

function settings({ type, service, path, timeout, maxTagLength, text, fields, logName, headers }: MeshProvider): object {
  const format = text === undefined && isEmpty(fields) ? {} : { logFormat: text === undefined ? { labels: fields } : { text } }
  if (type === 'file') return { path: path === undefined ? '/dev/stdout' : path, ...format }
  return {
    ...(service === undefined ? {} : { service: service.host, port: service.port }),
    ...(type === 'opentelemetry' && path !== undefined ? { http: { path, ...(timeout === undefined ? {} : { timeout }) } } : {}),
    ...(maxTagLength === undefined ? {} : { maxTagLength }),
    ...(logName === undefined ? {} : { logName }),
    ...format,
    ...(headers.length === 0 ? {} : { additionalRequestHeadersToLog: headers }),
  }
}
