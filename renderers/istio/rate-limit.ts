import { type Bound, carriesRequests, type KubernetesObject, type Model, type RateLimits, type Service } from '../../engine/sdk.ts'
import { everyPodOf, ownedLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'
import { joined } from '../_shared/names.ts'
import { FRAGILE } from './fragile.ts'
import { descriptorActions } from './limit-actions.ts'
import { plainDuration } from './proto-duration.ts'

const HTTP_MANAGER = 'envoy.filters.network.http_connection_manager'
const V3 = 'type.googleapis.com/envoy.extensions.filters.http'

/** The bound of a service, where requests arrive: before they are authenticated, so that nobody can make its pods work by being refused. */
export function rateLimit(service: Service, model: Model): KubernetesObject | undefined {
  const { limits } = service
  if (limits === undefined || !service.inMesh) return undefined
  const isLocal = limits.per === 'pod'
  return {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'EnvoyFilter',
    metadata: metadata(
      joined(service.name, isLocal ? 'local-ratelimit' : 'ratelimit'),
      service.namespace,
      ownedLabels(model, service),
      FRAGILE,
    ),
    spec: {
      priority: 10,
      workloadSelector: { labels: everyPodOf(service.name).matchLabels },
      configPatches: isLocal
        ? [filterPatch({ name: 'envoy.filters.http.local_ratelimit', typed_config: localConfig(limits) })]
        : [
            filterPatch({ name: 'envoy.filters.http.ratelimit', typed_config: globalConfig(limits, model) }),
            ...routePatches(service, limits),
          ],
    },
  }
}

function filterPatch(value: object): object {
  return {
    applyTo: 'HTTP_FILTER',
    match: { context: 'SIDECAR_INBOUND', listener: { filterChain: { filter: { name: HTTP_MANAGER } } } },
    patch: { operation: 'INSERT_BEFORE', value },
  }
}

/**
 * https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/local_rate_limit_filter Each pod has a bucket for all requests and one for each rule.
 * Without a bound for all, the bucket of all is as good as endless.
 */
export function localConfig({ all, rules, headers, status, enforce }: RateLimits): object {
  return {
    '@type': `${V3}.local_ratelimit.v3.LocalRateLimit`,
    stat_prefix: 'http_local_rate_limiter',
    ...(status === 429 ? {} : { status: { code: 'ServiceUnavailable' } }),
    token_bucket: all === undefined ? ENDLESS : bucket(all),
    filter_enabled: { runtime_key: 'local_rate_limit_enabled', default_value: share(100) },
    filter_enforced: { runtime_key: 'local_rate_limit_enforced', default_value: share(enforce) },
    ...(headers ? { enable_x_ratelimit_headers: 'DRAFT_VERSION_03' } : {}),
    ...(rules.length === 0
      ? {}
      : {
          rate_limits: rules.map((rule) => ({ actions: descriptorActions(rule.match, rule.name) })),
          descriptors: rules.map((rule) => ({ entries: [{ key: 'rule', value: rule.name }], token_bucket: bucket(rule.bound) })),
        }),
  }
}

const ENDLESS = Object.freeze({ max_tokens: 4294967295, tokens_per_fill: 4294967295, fill_interval: '1s' })

function bucket({ count, seconds, burst }: Bound): object {
  return { max_tokens: burst, tokens_per_fill: count, fill_interval: `${seconds}s` }
}

/** https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/rate_limit_filter */
export function globalConfig({ headers, status, failure }: RateLimits, { mesh, platform }: Model): object {
  const { service, timeout } = mesh.rateLimiter
  const cluster = `outbound|${service.port}||${service.host}`
  return {
    '@type': `${V3}.ratelimit.v3.RateLimit`,
    domain: platform.name,
    failure_mode_deny: failure === 'deny',
    timeout: plainDuration(timeout),
    ...(status === 429 ? {} : { rate_limited_status: { code: 'ServiceUnavailable' } }),
    ...(headers ? { enable_x_ratelimit_headers: 'DRAFT_VERSION_03' } : {}),
    rate_limit_service: {
      grpc_service: { envoy_grpc: { cluster_name: cluster, authority: service.host }, timeout: plainDuration(timeout) },
      transport_api_version: 'V3',
    },
  }
}

/** What the limiter is told of each request. A virtual host of incoming requests is named for the port of the Service. */
function routePatches({ name, ports }: Service, limits: RateLimits): readonly object[] {
  const rate_limits = toldOf('service', name, limits)
  return ports
    .filter(({ appProtocol }) => carriesRequests(appProtocol))
    .map(({ servicePort }) => ({
      applyTo: 'HTTP_ROUTE',
      match: {
        context: 'SIDECAR_INBOUND',
        routeConfiguration: { vhost: { name: `inbound|http|${servicePort}`, route: { action: 'ANY' } } },
      },
      patch: { operation: 'MERGE', value: { route: { rate_limits } } },
    }))
}

/** What the limiter is told of each request to a service, or through a gateway. */
export function toldOf(key: 'service' | 'gateway', name: string, { all, rules }: RateLimits): readonly object[] {
  const whose = { generic_key: { descriptor_key: key, descriptor_value: name } }
  return [
    ...(all === undefined ? [] : [{ actions: [whose, ...byActions(all)] }]),
    ...rules.map((rule) => ({ actions: [whose, ...descriptorActions(rule.match, rule.name), ...byActions(rule.bound)] })),
  ]
}

function byActions({ by }: Bound): readonly object[] {
  if (by === undefined) return []
  return by === 'address' ? [{ remote_address: {} }] : [{ request_headers: { header_name: by.header, descriptor_key: by.header } }]
}

/** Percent as Envoy's fractions. */
function share(percent: number): object {
  return Number.isInteger(percent)
    ? { numerator: percent, denominator: 'HUNDRED' }
    : { numerator: Math.round(percent * 10_000), denominator: 'MILLION' }
}
