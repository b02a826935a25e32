/** The scrape jobs, with the labels that each gives to all of its series beside `job` and `instance`. `renderers/prometheus/scrape` writes them. */
export const jobs = {
  apiserver: [],
  kubelet: ['node'],
  cadvisor: ['node'],
  nodes: ['node'],
  coredns: ['pod'],
  'kube-state-metrics': [],
  istiod: ['pod'],
  pods: ['namespace', 'service', 'pod', 'node', 'version', 'store'],
} as const satisfies { readonly [job: string]: readonly string[] }

/** Name of a scrape job. */
export type JobName = keyof typeof jobs

/** A program that serves metrics: what it is called, which job scrapes it, and what it serves. */
export interface Exporter {
  readonly name: string
  readonly job: JobName
  /** Labels of its own, by metric. */
  readonly metrics: { readonly [metric: string]: readonly string[] }
}

/** An exporter from a table: the labels of a metric are words of one text. */
export function exporter(name: string, job: JobName, table: { readonly [metric: string]: string }): Exporter {
  const metrics: Record<string, readonly string[]> = {}
  for (const [metric, labels] of Object.entries(table)) metrics[metric] = labels === '' ? [] : labels.split(' ')
  return { name, job, metrics }
}

/** The three metrics of a histogram. https://prometheus.io/docs/concepts/metric_types/#histogram */
export function histogram(metric: string, labels: string): { readonly [metric: string]: string } {
  return { [`${metric}_bucket`]: `${labels} le`.trim(), [`${metric}_sum`]: labels, [`${metric}_count`]: labels }
}
