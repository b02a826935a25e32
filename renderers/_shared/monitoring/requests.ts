import { libraries, type Model, requestRecords as names, type RequestMetrics, type Service } from '../../../engine/sdk.ts'
import { isFlagged } from '../flagger.ts'
import type { Record } from './alert.ts'
import { type Matchers, promDuration, type Sample, sample, series } from './series.ts'

/** Codes of gRPC that blame the server: unknown, deadline exceeded, unimplemented, internal, unavailable, data loss. https://grpc.io/docs/guides/status-codes/ */
const GRPC_FAILED = '2|4|12|13|14|15'
const MESH: RequestMetrics = {
  total: 'istio_requests_total',
  status: 'response_code',
  failed: '5..',
  duration: 'istio_request_duration_milliseconds',
  buckets: [],
}

/** A series whose name says the time that it looks at: `service:requests:rate5m`. */
export function rated(name: string, model: Model): string {
  return `${name}${promDuration(model.monitoring.rate)}`
}

interface Counted {
  readonly metrics: RequestMetrics
  readonly matchers: { readonly [label: string]: string }
  /** How many of the unit of durations make a second. */
  readonly unit: number
  readonly isGrpc: boolean
  readonly isMixed: boolean
}

/** How the requests of a service are counted. Undefined when nobody does. */
export function countedRequests(service: Service): Counted | undefined {
  const { counted, name, namespace, ports } = service
  if (counted === undefined) return undefined
  if (counted.by === 'program') {
    const metrics: RequestMetrics | undefined = libraries[counted.library].requests
    if (metrics === undefined) throw new Error(`${counted.library} counts no requests`)
    return { metrics, matchers: { job: 'pods', namespace, service: name }, unit: 1, isGrpc: false, isMixed: false }
  }
  const grpc = ports.filter(({ appProtocol }) => appProtocol.startsWith('grpc')).length
  const http = ports.filter(({ appProtocol }) => /http|\/h2c|\/ws/.test(appProtocol)).length
  return {
    metrics: MESH,
    // Flagger makes a Service for each half of the pods, and requests are counted for that one.
    matchers: isFlagged(service)
      ? { reporter: 'destination', destination_workload_namespace: namespace, destination_canonical_service: name }
      : { reporter: 'destination', destination_service_namespace: namespace, destination_service_name: name },
    unit: 1000,
    isGrpc: grpc > 0 && http === 0,
    isMixed: grpc > 0 && http > 0,
  }
}

/** Whether quantiles of durations are known, not only sums. */
export function hasQuantiles({ metrics }: Counted): boolean {
  return metrics.buckets !== undefined
}

/** The rules that count the requests of a service, how many fail, and how long they take. */
export function requestRecords(service: Service, model: Model): readonly Record[] {
  const counted = countedRequests(service)
  if (counted === undefined) return []
  const { metrics, matchers, unit } = counted
  const range = `[${promDuration(model.monitoring.rate)}]`
  const labels = { service: service.name }
  const rate = (metric: string, more: Matchers = {}) => `rate(${series(metric, { ...matchers, ...more })}${range})`
  const total = `sum(${rate(metrics.total)})`
  const name = (record: string) => rated(record, model)
  const failed = { [metrics.status]: { re: metrics.failed } }
  const grpc = { grpc_response_status: { re: GRPC_FAILED } }
  const failures = counted.isMixed
    ? `${rate(metrics.total, failed)} or ${rate(metrics.total, grpc)}`
    : rate(metrics.total, counted.isGrpc ? grpc : failed)
  const quantile = (share: number) =>
    `histogram_quantile(${share}, sum by (le) (${rate(`${metrics.duration}_bucket`)}))${unit === 1 ? '' : ` / ${unit}`}`
  const records: Record[] = [
    { record: name(names.requests), expr: total, labels },
    // Without a failure there is no series of failures, but there are requests.
    { record: name(names.failures), expr: `sum(${failures}) or 0 * ${total}`, labels },
  ]
  if (hasQuantiles(counted))
    records.push({ record: names.p50, expr: quantile(0.5), labels }, { record: names.p99, expr: quantile(0.99), labels })
  else
    records.push({
      record: names.mean,
      expr: `sum(${rate(`${metrics.duration}_sum`)}) / sum(${rate(`${metrics.duration}_count`)})`,
      labels,
    })
  const { slo } = service
  if (slo?.latency !== undefined) {
    const bound = String(slo.latency.below * unit)
    // Prometheus 3 writes the bound as `500.0`, Prometheus 2 as it is served: https://prometheus.io/docs/prometheus/latest/migration/
    const le = /\./.test(bound) ? bound : { re: `${bound}(\\.0)?` }
    records.push({
      record: name(names.slow),
      expr: `sum(${rate(`${metrics.duration}_count`)}) - sum(${rate(`${metrics.duration}_bucket`, { le })})`,
      labels,
    })
  }
  return records
}

/** Series of a unit test: requests that succeed and that fail, each by their number a minute, answered within some seconds. */
export function requestSamples(
  service: Service,
  told: { readonly succeed: number; readonly fail: number; readonly seconds: number; readonly slow?: number },
  minutes: number,
): readonly Sample[] {
  const counted = countedRequests(service)
  if (counted === undefined) return []
  const { metrics, matchers, unit, isGrpc } = counted
  const ramp = (each: number) => `0+${each}x${minutes}`
  const code = (status: string) =>
    isGrpc ? { response_code: '200', grpc_response_status: status === '200' ? '0' : '14' } : { [metrics.status]: status }
  const all = told.succeed + told.fail
  const samples: Sample[] = []
  if (metrics.total !== `${metrics.duration}_count`)
    samples.push(
      sample(metrics.total, { ...matchers, ...code('200') }, ramp(told.succeed)),
      sample(metrics.total, { ...matchers, ...code('500') }, ramp(told.fail)),
      sample(`${metrics.duration}_count`, matchers, ramp(all)),
    )
  else
    samples.push(
      sample(metrics.total, { ...matchers, ...code('200') }, ramp(told.succeed)),
      sample(metrics.total, { ...matchers, ...code('500') }, ramp(told.fail)),
      sample(`${metrics.duration}_sum`, { ...matchers, ...code('200') }, ramp(all * told.seconds)),
    )
  if (metrics.duration !== metrics.total && hasQuantiles(counted)) {
    const below = service.slo?.latency?.below
    // A bucket that ends where they are answered, and the one before.
    const bounds = [told.seconds / 2, told.seconds, ...(below === undefined ? [] : [below])].sort((a, b) => a - b)
    for (const bound of new Set(bounds)) {
      const within = bound < told.seconds ? 0 : all
      const value = below !== undefined && bound === below && told.slow !== undefined ? all - told.slow : within
      samples.push(sample(`${metrics.duration}_bucket`, { ...matchers, le: String(bound * unit) }, ramp(value)))
    }
    samples.push(sample(`${metrics.duration}_bucket`, { ...matchers, le: '+Inf' }, ramp(all)))
  }
  return samples
}
