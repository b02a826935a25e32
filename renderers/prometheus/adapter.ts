import { libraries, type Model, scalingSeries } from '../../engine/sdk.ts'
import { ownServices } from '../_shared/monitoring/component.ts'
import { promDuration, series } from '../_shared/monitoring/series.ts'

/**
 * How prometheus-adapter makes the metrics that autoscalers follow from series, each by the labels that its scrape gives. Undefined when no autoscaler follows one.
 * https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md
 */
export function adapterConfig(model: Model): object | undefined {
  const range = promDuration(model.monitoring.rate)
  const rules = ownServices(model).flatMap(({ name, namespace, replicas, metrics }) =>
    Object.entries(replicas.metrics).flatMap(([metric, { external }]) => {
      const found =
        external || metrics === undefined ? undefined : scalingSeries(metric, metrics.exports, [libraries[metrics.library].exporter])
      if (found === undefined) return []
      return [
        {
          seriesQuery: series(found.series, { namespace, service: name, pod: { re: '.+' } }),
          resources: { overrides: { namespace: { resource: 'namespace' }, pod: { resource: 'pod' } } },
          name: { matches: `^${found.series}$`, as: metric },
          metricsQuery: found.isRate
            ? `sum(rate(<<.Series>>{<<.LabelMatchers>>}[${range}])) by (<<.GroupBy>>)`
            : 'sum(<<.Series>>{<<.LabelMatchers>>}) by (<<.GroupBy>>)',
        },
      ]
    }),
  )
  return rules.length === 0 ? undefined : { rules }
}
