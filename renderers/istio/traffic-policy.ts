import { percentNumber, type Service, type TrafficPolicy } from '../../engine/sdk.ts'
import { isEmpty } from '../_shared/metadata.ts'
import { protoDuration } from './duration.ts'

type Balance = NonNullable<TrafficPolicy['balance']>
type Breaker = NonNullable<TrafficPolicy['circuitBreaker']>
type Locality = NonNullable<Service['traffic']['locality']>

/** https://istio.io/latest/docs/reference/config/networking/destination-rule/#TrafficPolicy Undefined when there is nothing to say. */
export function trafficPolicy(policy: TrafficPolicy, locality: Locality | undefined): object | undefined {
  const { balance, circuitBreaker } = policy
  const said = {
    ...(balance === undefined && locality === undefined ? {} : { loadBalancer: loadBalancer(balance, locality) }),
    ...(circuitBreaker === undefined ? {} : breaker(circuitBreaker)),
  }
  return Object.keys(said).length === 0 ? undefined : said
}

/** What one port says, which stands instead of what the service says, part by part; what a version says of itself stands before both. */
export function portPolicies(service: Service, version: TrafficPolicy): readonly object[] {
  const { policy, ports, locality } = service.traffic
  return ports.flatMap(({ port, policy: own }) => {
    const said = trafficPolicy(
      {
        balance: first(version.balance, own.balance, policy.balance),
        circuitBreaker: withoutBudget(first(version.circuitBreaker, own.circuitBreaker, policy.circuitBreaker)),
      },
      locality,
    )
    return said === undefined ? [] : [{ port: { number: port.servicePort }, ...said }]
  })
}

/** What a version says of itself; undefined when it says nothing. Istio would ask the port before the version, so the ports are said again here. */
export function versionPolicy(version: TrafficPolicy, service: Service): object | undefined {
  const own = trafficPolicy(version, undefined)
  if (own === undefined) return undefined
  const portLevelSettings = portPolicies(service, version)
  return portLevelSettings.length === 0 ? own : { ...own, portLevelSettings }
}

function first<T>(...choices: readonly (T | undefined)[]): T | undefined {
  return choices.find((choice) => choice !== undefined)
}

/** Retry budgets are of a service or a version: Istio knows none for a port. */
function withoutBudget(breaker: Breaker | undefined): Breaker | undefined {
  if (breaker === undefined) return undefined
  const { retryBudget: _budget, ...rest } = breaker
  return rest
}

const ALGORITHMS: { readonly [By in Balance['by']]: string } = {
  'least-request': 'LEAST_REQUEST',
  'round-robin': 'ROUND_ROBIN',
  random: 'RANDOM',
  passthrough: 'PASSTHROUGH',
}

function loadBalancer(balance: Balance | undefined, locality: Locality | undefined): object {
  return {
    ...(balance === undefined
      ? {}
      : balance.hash === undefined
        ? { simple: ALGORITHMS[balance.by] }
        : { consistentHash: consistentHash(balance.hash) }),
    ...(balance?.warmUp === undefined ? {} : { warmup: { duration: protoDuration(balance.warmUp) } }),
    ...(locality === undefined ? {} : { localityLbSetting: { enabled: true, ...preference(locality) } }),
  }
}

function consistentHash({ header, cookie, query, ring }: NonNullable<Balance['hash']>): object {
  return { ...hashOf(), ringHash: { minimumRingSize: ring } }

  function hashOf(): object {
    if (header !== undefined) return { httpHeaderName: header }
    if (cookie !== undefined) return { httpCookie: { name: cookie.name, path: cookie.path, ttl: protoDuration(cookie.for) } }
    return query === undefined ? { useSourceIp: true } : { httpQueryParameterName: query }
  }
}

const LABELS: { readonly [Part in NonNullable<Locality['prefer']>[number]]: string } = {
  region: 'topology.kubernetes.io/region',
  zone: 'topology.kubernetes.io/zone',
  subzone: 'topology.istio.io/subzone',
  node: 'kubernetes.io/hostname',
}

function preference({ prefer, failover, distribute }: Locality): object {
  if (distribute !== undefined) return { distribute: Object.entries(distribute).map(([from, to]) => ({ from, to })) }
  if (failover !== undefined) return { failover: Object.entries(failover).map(([from, to]) => ({ from, to })) }
  return prefer === undefined ? {} : { failoverPriority: prefer.map((part) => LABELS[part]) }
}

function breaker(words: Breaker): object {
  const { connections, connectTimeout, idle, keepAlive, pending, requests, perConnection, retries, retryBudget, eject } = words
  const tcp = {
    ...(connections === undefined ? {} : { maxConnections: connections }),
    ...(connectTimeout === undefined ? {} : { connectTimeout: protoDuration(connectTimeout) }),
    ...(keepAlive === undefined
      ? {}
      : { tcpKeepalive: { time: protoDuration(keepAlive.time), interval: protoDuration(keepAlive.interval), probes: keepAlive.probes } }),
  }
  const http = {
    ...(pending === undefined ? {} : { http1MaxPendingRequests: pending }),
    ...(requests === undefined ? {} : { http2MaxRequests: requests }),
    ...(perConnection === undefined ? {} : { maxRequestsPerConnection: perConnection }),
    ...(retries === undefined ? {} : { maxRetries: retries }),
    ...(idle === undefined ? {} : { idleTimeout: protoDuration(idle) }),
  }
  const pool = { ...(isEmpty(tcp) ? {} : { tcp }), ...(isEmpty(http) ? {} : { http }) }
  return {
    ...(isEmpty(pool) ? {} : { connectionPool: pool }),
    ...(eject === undefined ? {} : { outlierDetection: outliers(eject) }),
    ...(retryBudget === undefined ? {} : { retryBudget: { percent: percentNumber(retryBudget) } }),
  }
}

function outliers({ after, gatewayErrors, every, for: time, atMost, minHealthy }: NonNullable<Breaker['eject']>): object {
  return {
    consecutive5xxErrors: after,
    ...(gatewayErrors === undefined ? {} : { consecutiveGatewayErrors: gatewayErrors }),
    interval: protoDuration(every),
    baseEjectionTime: protoDuration(time),
    maxEjectionPercent: Math.ceil(percentNumber(atMost)),
    minHealthPercent: Math.floor(percentNumber(minHealthy)),
  }
}
