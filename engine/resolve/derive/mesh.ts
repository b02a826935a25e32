import type { ResolvedMesh, ResolvedMeshProvider, ResolvedServiceMesh } from '../../../schema/generated/resolved.ts'
import { percentNumber } from '../../kinds/percent.ts'
import type { AccessLogs, Mesh, MeshProvider, MeshService, Telemetry } from '../mesh-model.ts'
import type { Named } from '../model.ts'

/** The provider that every control plane has: Istio's text on the standard output. */
const TEXT = 'envoy'
/** Ours: one JSON object per request. */
const JSON_LINES = 'envoy-json'

/** What is known of a request, under the names that log stores index. https://istio.io/latest/docs/tasks/observability/logs/access-log/#default-access-log-format */
const FIELDS: Named<string> = Object.freeze({
  start_time: '%START_TIME%',
  method: '%REQ(:METHOD)%',
  path: '%REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%',
  protocol: '%PROTOCOL%',
  authority: '%REQ(:AUTHORITY)%',
  response_code: '%RESPONSE_CODE%',
  response_flags: '%RESPONSE_FLAGS%',
  response_code_details: '%RESPONSE_CODE_DETAILS%',
  connection_termination_details: '%CONNECTION_TERMINATION_DETAILS%',
  duration: '%DURATION%',
  upstream_service_time: '%RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)%',
  bytes_received: '%BYTES_RECEIVED%',
  bytes_sent: '%BYTES_SENT%',
  request_id: '%REQ(X-REQUEST-ID)%',
  trace_id: '%TRACE_ID%',
  user_agent: '%REQ(USER-AGENT)%',
  x_forwarded_for: '%REQ(X-FORWARDED-FOR)%',
  downstream_remote_address: '%DOWNSTREAM_REMOTE_ADDRESS%',
  downstream_peer: '%DOWNSTREAM_PEER_URI_SAN%',
  upstream_host: '%UPSTREAM_HOST%',
  upstream_cluster: '%UPSTREAM_CLUSTER%',
  upstream_transport_failure_reason: '%UPSTREAM_TRANSPORT_FAILURE_REASON%',
  requested_server_name: '%REQUESTED_SERVER_NAME%',
  route_name: '%ROUTE_NAME%',
})

/** The customary port of each protocol; nothing for what goes to a file. */
const PORTS: { readonly [Type in ResolvedMeshProvider['type']]: number | undefined } = {
  opentelemetry: 4317,
  zipkin: 9411,
  skywalking: 11800,
  datadog: 8126,
  file: undefined,
  'otel-logs': 4317,
  'grpc-logs': 9000,
}
/** Where Envoy's rate limit service listens by itself. */
const LIMITER_PORT = 8081
/** OTLP over HTTP. */
const OTLP_HTTP = 4318

/** The mesh of an environment in `namespace`. */
export function deriveMesh(mesh: ResolvedMesh, namespace: string): Mesh {
  const { providers: written, accessLogs, metrics, tracing, install, rateLimiter, addons: shown, ...rest } = mesh
  const addons = { ...shown, namespace: shown.namespace ?? `${namespace}-mesh` }
  const limits = rateLimiter.namespace ?? `${namespace}-limits`
  const logs = accessLogs && logsOf(accessLogs)
  const own = Object.entries(written).map(([name, provider]) => [name, deriveProvider(name, provider, namespace)] as const)
  return {
    ...rest,
    install: { ...install, revision: install.revision ?? installed(rest.revision, install.tags) },
    addons,
    rateLimiter: { ...rateLimiter, namespace: limits, service: serviceOf(`ratelimit.${limits}`, LIMITER_PORT, namespace) },
    providers: {
      ...Object.fromEntries(own),
      ...(addons.jaeger === undefined ? {} : { [jaegerName(addons.namespace)]: jaegerOf(addons.namespace) }),
      [JSON_LINES]: JSON_PROVIDER,
    },
    telemetry: {
      accessLogs: logs,
      metrics,
      tracing: tracing && {
        ...tracing,
        provider: addons.jaeger !== undefined && tracing.provider === 'jaeger' ? jaegerName(addons.namespace) : named(tracing.provider),
        sampling: percentNumber(tracing.sampling),
      },
    },
  }
}

/** Who asks for a revision by a name that is no tag, means the revision itself. */
function installed(asked: string | undefined, tags: readonly string[]): string | undefined {
  return asked === undefined || tags.includes(asked) ? undefined : asked
}

const JSON_PROVIDER: MeshProvider = Object.freeze({ name: JSON_LINES, type: 'file', service: undefined, fields: FIELDS, headers: [] })

/** Environments on one cluster have a Jaeger each, and one list of providers. */
function jaegerName(namespace: string): string {
  return `jaeger-${namespace}`
}

/** The add-on, as a provider. */
function jaegerOf(namespace: string): MeshProvider {
  const type = 'opentelemetry'
  return {
    name: jaegerName(namespace),
    type,
    service: serviceOf(`jaeger.${namespace}`, PORTS[type] ?? 0, namespace),
    fields: {},
    headers: [],
  }
}

/** What a service says of its proxies, each section completed by what the platform says. */
export function deriveServiceTelemetry({ accessLogs, metrics, tracing }: ResolvedServiceMesh, mesh: Mesh): Telemetry {
  const all: Telemetry = mesh.telemetry
  return {
    accessLogs:
      accessLogs &&
      logsOf({
        ...(all.accessLogs?.filter === undefined ? {} : { filter: all.accessLogs.filter }),
        ...accessLogs,
        to: accessLogs.to ?? all.accessLogs?.to ?? [],
        side: accessLogs.side ?? all.accessLogs?.side ?? 'both',
      }),
    metrics,
    tracing: tracing && {
      provider: all.tracing?.provider,
      sampling: tracing.sampling === undefined ? (all.tracing?.sampling ?? 0) : percentNumber(tracing.sampling),
      tags: { ...all.tracing?.tags, ...tracing.tags },
    },
  }
}

function logsOf({
  to,
  filter,
  side,
}: {
  readonly to: readonly string[]
  readonly filter?: string
  readonly side: AccessLogs['side']
}): AccessLogs {
  return { to, providers: to.flatMap((name) => (name === 'none' ? [] : [BUILT_IN[name] ?? name])), filter, side }
}

/** Short names in the language of what is always there. */
const BUILT_IN: Named<string> = Object.freeze({ text: TEXT, json: JSON_LINES })

function named(provider: string): string | undefined {
  return provider === 'none' ? undefined : provider
}

function deriveProvider(name: string, provider: ResolvedMeshProvider, namespace: string): MeshProvider {
  const { port, ...rest } = provider
  const { host } = rest
  const customary = provider.type === 'opentelemetry' && provider.path !== undefined ? OTLP_HTTP : PORTS[provider.type]
  return {
    ...rest,
    name,
    service: host === undefined || customary === undefined ? undefined : serviceOf(host, port ?? customary, namespace),
  }
}

/** `collector` is in the own namespace, `collector.tracing` in that one. */
function serviceOf(host: string, port: number, own: string): MeshService {
  const [service = host, namespace = own] = host.split('.')
  return { host: `${service}.${namespace}.svc.cluster.local`, namespace, port }
}
