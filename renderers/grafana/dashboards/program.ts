import type { Model, Service } from '../../../engine/sdk.ts'
import { promDuration, series } from '../../_shared/monitoring/series.ts'
import { lines, type Panel, query, type Row } from '../panel.ts'

/** What the library of a program tells of its inside. Empty when it tells nothing that is known. */
export function programRow({ name, namespace, metrics }: Service, model: Model): Row {
  if (metrics === undefined) return { title: 'Program', panels: [] }
  const of = { job: 'pods', namespace, service: name }
  const range = `[${promDuration(model.monitoring.rate)}]`
  const panels = { micrometer, django, go, node, other: () => [] }[metrics.library]((metric) => series(metric, of), range)
  return { title: 'Program', panels: [...panels, ...metrics.exports.map((metric) => ownPanel(metric, series(metric, of), range))] }
}

type Of = (metric: string) => string

/** By its name a counter, which is read as a rate, or what it is at the moment. */
function ownPanel(metric: string, chosen: string, range: string): Panel {
  const isCounter = metric.endsWith('_total')
  return lines(metric, isCounter ? 'ops' : 'short', [
    query(isCounter ? `sum by (pod) (rate(${chosen}${range}))` : `max by (pod) (${chosen})`, '{{pod}}'),
  ])
}

function micrometer(of: Of, range: string): readonly Panel[] {
  return [
    lines('Heap of the JVM', 'bytes', [query(`sum by (pod, area) (${of('jvm_memory_used_bytes')})`, '{{pod}} {{area}}')]),
    lines('Pauses of the collector', 'percentunit', [query(`sum by (pod) (rate(${of('jvm_gc_pause_seconds_sum')}${range}))`, '{{pod}}')]),
    lines('Connections to the database', 'short', [
      query(`sum by (pool) (${of('hikaricp_connections_active')})`, '{{pool}} in use'),
      query(`sum by (pool) (${of('hikaricp_connections_max')})`, '{{pool}} most'),
      query(`sum by (pool) (${of('hikaricp_connections_pending')})`, '{{pool}} waiting'),
    ]),
    lines('Records of the log', 'ops', [query(`sum by (level) (rate(${of('logback_events_total')}${range}))`, '{{level}}')]),
  ]
}

function django(of: Of, range: string): readonly Panel[] {
  return [
    lines(
      'Answers by status',
      'reqps',
      [query(`sum by (status) (rate(${of('django_http_responses_total_by_status_total')}${range}))`, '{{status}}')],
      { stacked: true },
    ),
    lines('Exceptions', 'ops', [query(`sum by (type) (rate(${of('django_http_exceptions_total_by_type_total')}${range}))`, '{{type}}')]),
  ]
}

function go(of: Of): readonly Panel[] {
  return [
    lines('Goroutines', 'short', [query(`max by (pod) (${of('go_goroutines')})`, '{{pod}}')]),
    lines('Heap of Go', 'bytes', [query(`max by (pod) (${of('go_memstats_alloc_bytes')})`, '{{pod}}')]),
  ]
}

function node(of: Of): readonly Panel[] {
  return [
    lines('Lag of the event loop', 's', [query(`max by (pod) (${of('nodejs_eventloop_lag_p99_seconds')})`, '{{pod}}')]),
    lines('Heap of Node.js', 'bytes', [query(`max by (pod) (${of('nodejs_heap_size_used_bytes')})`, '{{pod}}')]),
  ]
}
