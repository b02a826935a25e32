import { type Bound, type Component, type JsonObject, type Model, type RateLimits, type Tools, writeYaml } from '../../engine/sdk.ts'

/** Who counts, and who remembers. */
const LIMITER = 'ratelimit'
const MEMORY = 'ratelimit-redis'
const GRPC = 8081

/** The rate limiter of an environment, when a service counts over all of its pods. https://github.com/envoyproxy/ratelimit */
export function* rateLimiter(model: Model, chosen: Tools<JsonObject>['image']): Iterable<Component> {
  const limited = Object.values(model.services).filter(({ limits, inMesh }) => inMesh && limits?.per === 'service')
  const gateways = limitedGateways(model)
  if (limited.length + gateways.length === 0) return
  const { namespace, image, redis, replicas, resources, placement } = model.mesh.rateLimiter
  const shared = { says: ['mesh', 'rateLimiter'], namespace, mesh: true }
  yield {
    ...shared,
    name: MEMORY,
    service: {
      description: 'The counters of the rate limiter; when they are gone, counting starts anew.',
      image: redis === undefined ? chosen('docker.io/library/redis:7.4.2-alpine').reference : redis,
      // Nothing on disk, and the oldest counters go first.
      args: ['redis-server', '--save', '', '--appendonly', 'no', '--maxmemory', '64mb', '--maxmemory-policy', 'allkeys-lru'],
      ports: { redis: 6379 },
      writable: { '/data': '64Mi' },
      resources: { cpu: '50m', memory: '128Mi' },
      replicas: 1,
      rollout: { strategy: 'Recreate' },
      health: { ready: { tcp: true }, live: { tcp: true } },
      waivers: { replicas: 'Counters of a second pod would be others; without it requests are let through or refused as `failure` says.' },
    },
  }
  yield {
    ...shared,
    name: LIMITER,
    service: {
      description: 'Counts requests over all pods of a service.',
      image: image === undefined ? chosen('docker.io/envoyproxy/ratelimit:30a4ce1a').reference : image,
      command: ['/bin/ratelimit'],
      ports: { grpc: GRPC, http: 8080 },
      env: {
        REDIS_SOCKET_TYPE: 'tcp',
        REDIS_URL: `${MEMORY}:6379`,
        USE_STATSD: 'false',
        LOG_LEVEL: 'warn',
        LOG_FORMAT: 'json',
        RUNTIME_ROOT: '/data',
        RUNTIME_SUBDIRECTORY: 'ratelimit',
        RUNTIME_WATCH_ROOT: 'false',
        RUNTIME_IGNOREDOTFILES: 'true',
      },
      files: { '/data/ratelimit/config/config.yaml': writeYaml([limiterConfig(model)]) },
      health: { port: 'http', ready: '/healthcheck', live: { port: 'http', path: '/healthcheck' } },
      calls: { [MEMORY]: { ports: ['redis'] } },
      access: { namespaces: [...new Set([model.environment.namespace, ...gateways.map((gateway) => gateway.namespace)])] },
      replicas,
      resources: resources as unknown as JsonObject,
      placement: placement as unknown as JsonObject,
    },
  }
}

/** Gateways whose requests are counted over all of their proxies. Whoever else is shown through them is not known yet when the limiter is asked for. */
function limitedGateways(model: Model): readonly { readonly name: string; readonly namespace: string; readonly limits: RateLimits }[] {
  if (model.ingress.api !== 'istio') return []
  return model.ingress.gateways.flatMap(({ name, namespace, limits }) => (limits?.per === 'service' ? [{ name, namespace, limits }] : []))
}

/** What is counted, by the descriptors that the proxies send: the service, then the rule, then whom it is for. */
export function limiterConfig(model: Model): object {
  const { services, platform } = model
  return {
    domain: platform.name,
    descriptors: [
      ...Object.values(services).flatMap(({ name, limits, inMesh }) =>
        limits === undefined || limits.per === 'pod' || !inMesh ? [] : [{ key: 'service', value: name, ...serviceLimits(limits) }],
      ),
      ...limitedGateways(model).map(({ name, limits }) => ({ key: 'gateway', value: name, ...serviceLimits(limits) })),
    ],
  }
}

function serviceLimits(limits: RateLimits): object {
  const { all, rules } = limits
  const each = all?.by === undefined ? [] : [perCaller(all, limits)]
  const descriptors = [
    ...each,
    ...rules.map(({ name, bound }) => ({
      key: 'rule',
      value: name,
      ...(bound.by === undefined ? counted(bound, limits) : { descriptors: [perCaller(bound, limits)] }),
    })),
  ]
  return {
    ...(all === undefined || all.by !== undefined ? {} : counted(all, limits)),
    ...(descriptors.length === 0 ? {} : { descriptors }),
  }
}

function perCaller(bound: Bound, limits: RateLimits): object {
  return { key: bound.by === undefined || bound.by === 'address' ? 'remote_address' : bound.by.header, ...counted(bound, limits) }
}

function counted({ count, unit }: Bound, { enforce }: RateLimits): object {
  return { rate_limit: { unit, requests_per_unit: count }, ...(enforce === 0 ? { shadow_mode: true } : {}) }
}
