import { apiserver, cadvisor, coredns, kubelet, objects } from './cluster.ts'
import { type Exporter, jobs } from './exporter.ts'
import { logAgents } from './log-agents.ts'
import { nodes } from './nodes.ts'
import { alertmanager, grafana, istiod, prometheus, proxies } from './own.ts'
import { libraries } from './programs.ts'
import { storeExporters } from './stores.ts'

/** Every exporter that expressions may count on, wherever it runs. */
export const exporters: readonly Exporter[] = [
  apiserver,
  kubelet,
  cadvisor,
  objects,
  coredns,
  nodes,
  prometheus,
  alertmanager,
  grafana,
  proxies,
  istiod,
  ...Object.values(logAgents),
  ...Object.values(libraries).map((library) => library.exporter),
  ...Object.values(storeExporters),
]

/** Series that Prometheus makes of itself: one for each target, and one for each alert. https://prometheus.io/docs/concepts/jobs_instances/ */
const OF_TARGETS: readonly string[] = ['up', 'scrape_duration_seconds', 'scrape_samples_scraped', 'scrape_series_added']
const EVERY_JOB: readonly string[] = [...new Set(Object.values(jobs).flat())]
const ALERTS: readonly string[] = ['alertname', 'alertstate', 'severity', 'service', 'store', 'node', 'environment']

/** What is known of a metric: who serves it, and every label that its series can have. */
export interface KnownMetric {
  readonly exporters: readonly Exporter[]
  readonly labels: ReadonlySet<string>
}

const table: ReadonlyMap<string, KnownMetric> = build()

function build(): ReadonlyMap<string, KnownMetric> {
  const known = new Map<string, { readonly exporters: Exporter[]; readonly labels: Set<string> }>()
  for (const exporter of exporters)
    for (const [metric, labels] of Object.entries(exporter.metrics)) {
      const entry = known.get(metric) ?? { exporters: [], labels: new Set(['job', 'instance']) }
      entry.exporters.push(exporter)
      for (const label of [...labels, ...jobs[exporter.job]]) entry.labels.add(label)
      known.set(metric, entry)
    }
  for (const metric of OF_TARGETS) known.set(metric, { exporters: [], labels: new Set(['job', 'instance', ...EVERY_JOB]) })
  known.set('ALERTS', { exporters: [], labels: new Set(ALERTS) })
  return known
}

/** What is known of a metric, or undefined. */
export function knownMetric(name: string): KnownMetric | undefined {
  return table.get(name)
}

/** The names of all metrics that are known, for suggestions. */
export function knownMetrics(): Iterable<string> {
  return table.keys()
}
