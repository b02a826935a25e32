import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Model } from '../../resolve/model.ts'
import { at } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const adapterTwice = defineDiagnostic<{ environment: string; other: string; cluster: string }>({
  code: 'check/adapter-twice',
  severity: 'error',
  message: ({ environment, other, cluster }) =>
    `\`${environment}\` and \`${other}\` would both be the API \`custom.metrics.k8s.io\` of the cluster \`${cluster}\``,
  note: () =>
    'A cluster has one. Let one environment run prometheus-adapter, or somebody else who reads the rendered configuration of both.',
})

export const adapterNowhere = defineDiagnostic({
  code: 'check/adapter-without-prometheus',
  severity: 'error',
  message: () => 'nothing says where the Prometheus of the operator answers, so prometheus-adapter has nobody to ask',
  note: () => 'Say `monitoring: {adapter: {prometheus: URL}}`.',
})

/** Whether an autoscaler follows a metric that a service exports. */
export function followsMetrics({ services }: Model): boolean {
  return Object.values(services).some(
    ({ component, replicas }) => component === undefined && Object.values(replicas.metrics).some(({ external }) => !external),
  )
}

function runs(model: Model): boolean {
  return model.monitoring.mode !== 'none' && model.monitoring.adapter.run && followsMetrics(model)
}

/** What answers autoscalers, against the cluster that has room for one, and against the Prometheus that it asks. */
export const metricsAdapter: Rule = {
  model({ model, report }) {
    const { mode, adapter } = model.monitoring
    if (runs(model) && mode === 'operator' && adapter.prometheus === undefined)
      report(adapterNowhere, at(model, 'monitoring', 'adapter', 'run'), {})
  },
  platform({ models, report }) {
    const first = new Map<string, Model>()
    for (const model of models) {
      if (!runs(model)) continue
      const { name: environment, cluster } = model.environment
      const other = first.get(cluster)
      if (other === undefined) first.set(cluster, model)
      else report(adapterTwice, at(model, 'monitoring', 'adapter', 'run'), { environment, other: other.environment.name, cluster })
    }
  },
}
