import { type Gateway, type KubernetesObject, type Model, proxyLabels, type RateLimits } from '../../engine/sdk.ts'
import { exposedHosts, usedGateways } from '../_shared/exposed-hosts.ts'
import { platformLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'
import { joined } from '../_shared/names.ts'
import { FRAGILE } from './fragile.ts'
import { globalConfig, localConfig, toldOf } from './rate-limit.ts'

const V3 = 'type.googleapis.com/envoy.extensions.filters.http'

/**
 * What gateways take in, before any service sees it. Proxies may serve several environments, so a filter is off until a host of this one turns it on.
 * https://www.envoyproxy.io/docs/envoy/latest/intro/arch_overview/http/http_filters#route-based-filter-chain
 */
export function* edgeLimits(model: Model): Iterable<KubernetesObject> {
  for (const gateway of usedGateways(model)) if (gateway.limits !== undefined) yield edgeLimit(gateway, gateway.limits, model)
}

function edgeLimit(gateway: Gateway, limits: RateLimits, model: Model): KubernetesObject {
  const name = joined(model.environment.namespace, joined(gateway.name, 'ratelimit'))
  const isLocal = limits.per === 'pod'
  const filter = `platgen.${name}`
  return {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'EnvoyFilter',
    metadata: metadata(name, gateway.namespace, platformLabels(model), FRAGILE),
    spec: {
      priority: 10,
      workloadSelector: { labels: proxyLabels(gateway) },
      configPatches: [
        {
          applyTo: 'HTTP_FILTER',
          match: { context: 'GATEWAY', listener: { filterChain: { filter: { name: 'envoy.filters.network.http_connection_manager' } } } },
          patch: {
            operation: 'INSERT_BEFORE',
            value: { name: filter, disabled: true, typed_config: isLocal ? QUIET : globalConfig(limits, model) },
          },
        },
        ...virtualHosts(gateway, model).map((host) => ({
          applyTo: 'VIRTUAL_HOST',
          match: { context: 'GATEWAY', routeConfiguration: { vhost: { name: host } } },
          patch: {
            operation: 'MERGE',
            value: isLocal
              ? { typed_per_filter_config: { [filter]: localConfig(limits) } }
              : {
                  rate_limits: toldOf('gateway', gateway.name, limits),
                  typed_per_filter_config: { [filter]: { '@type': `${V3}.ratelimit.v3.RateLimitPerRoute` } },
                },
          },
        })),
      ],
    },
  }
}

/** A filter that does nothing where no host says more. */
const QUIET = Object.freeze({
  '@type': `${V3}.local_ratelimit.v3.LocalRateLimit`,
  stat_prefix: 'http_local_rate_limiter',
})

/** The hosts as the proxies know them: with the port on which they are served. What is only redirected is not counted. */
function virtualHosts(gateway: Gateway, model: Model): readonly string[] {
  const { ports, redirect } = gateway
  return exposedHosts(model, gateway).flatMap(({ host, tls }) => [
    ...(tls === undefined || !redirect ? [`${host}:${ports.http}`] : []),
    ...(tls === undefined ? [] : [`${host}:${ports.https}`]),
  ])
}
