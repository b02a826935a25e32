import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { nearest } from '../../diagnostics/suggest.ts'
import { libraries } from '../../metrics/programs.ts'
import { scalingNames, scalingSeries } from '../../metrics/scaling.ts'
import { atKey } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const scalingMetricUnknown = defineDiagnostic<{ service: string; metric: string; nearest: string | undefined; isRead: boolean }>({
  code: 'check/scaling-metric-unknown',
  severity: 'error',
  message: ({ service, metric, nearest }) =>
    `the autoscaler of \`${service}\` follows \`${metric}\`, which no pod of it exports${nearest === undefined ? '' : `; did you mean \`${nearest}\`?`}`,
  note: ({ isRead }) =>
    isRead
      ? 'Name the metric under `metrics.exports`; how fast a counter `x_total` grows is called `x_per_second`.'
      : 'The service has no `metrics`, so that nothing of it is read.',
})

/** Autoscalers follow what is read: a metric that nobody exports would leave them as they are, for ever. */
export const scalingMetrics: Rule = {
  model({ model, report }) {
    if (model.monitoring.mode === 'none') return
    for (const { name, replicas, metrics } of Object.values(model.services))
      for (const [metric, { external }] of Object.entries(replicas.metrics)) {
        if (external) continue
        const exports = metrics === undefined ? [] : metrics.exports
        const exporters = metrics === undefined ? [] : [libraries[metrics.library].exporter]
        if (scalingSeries(metric, exports, exporters) !== undefined) continue
        const near = nearest(metric, scalingNames(exports, exporters))
        const place = atKey(model, 'services', name, 'replicas', 'metrics', metric)
        report(
          scalingMetricUnknown,
          place,
          { service: name, metric, nearest: near, isRead: metrics !== undefined },
          near === undefined ? {} : { fixes: [{ message: `write \`${near}\``, changes: [{ replace: place, text: near }] }] },
        )
      }
  },
}
