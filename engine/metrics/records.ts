/** Series that rules make of the requests of every service, whoever counts them. Where the name ends with `rate`, the time that is looked at follows: `service:requests:rate5m`. */
export const requestRecords = {
  requests: 'service:requests:rate',
  failures: 'service:request_failures:rate',
  slow: 'service:requests_slow:rate',
  p99: 'service:request_duration_seconds:p99',
  p50: 'service:request_duration_seconds:p50',
  mean: 'service:request_duration_seconds:mean',
} as const

/** Series that rules make of the nodes. */
export const nodeRecords = {
  cpu: 'node:cpu_used:ratio',
  iowait: 'node:cpu_iowait:ratio',
  memory: 'node:memory_used:ratio',
} as const

/** The share of requests that break an objective; the time that is looked at follows. */
export const brokenRecord = 'slo:broken:ratio_rate'

/** The labels of a series that rules make, or undefined when it is none. */
export function recordLabels(name: string): readonly string[] | undefined {
  const bare = name.replace(/(?<=rate)(?:\d+(?:ms|[smhd]))+$/, '')
  if (bare === brokenRecord) return ['service', 'slo']
  if (Object.values(requestRecords).some((record) => record === bare)) return ['service']
  return Object.values(nodeRecords).some((record) => record === bare) ? ['node'] : undefined
}
