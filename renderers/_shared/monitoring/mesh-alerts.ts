import type { Model } from '../../../engine/sdk.ts'
import type { RuleFile } from './alert.ts'
import { both, constant, fileOf, growing, MINUTE } from './alert-table.ts'
import { promDuration, series } from './series.ts'

/** The rules of the mesh's control plane. Undefined without a mesh. */
export function meshRules(model: Model): RuleFile | undefined {
  if (model.mesh.provider !== 'istio') return undefined
  const range = `[${promDuration(model.monitoring.rate)}]`
  const istiod = { job: 'istiod', instance: '10.0.0.3:15014', pod: 'istiod-1' }
  return fileOf(
    'mesh',
    [
      {
        word: 'meshRejects',
        for: 0,
        severity: 'warning',
        expr: `sum by (type) (increase(${series('pilot_total_xds_rejects', { job: 'istiod' })}[10m])) > 0`,
        summary: 'A proxy refuses its configuration.',
        description:
          'Envoy took no {{ $labels.type }} configuration from istiod {{ $value | humanize }} times: it goes on with the old one.',
        fires: growing('pilot_total_xds_rejects', { ...istiod, type: 'lds' }, 1),
        quiet: constant('pilot_total_xds_rejects', { ...istiod, type: 'lds' }, 3),
      },
      {
        word: 'meshSlow',
        for: 10 * MINUTE,
        severity: 'warning',
        expr: `histogram_quantile(0.99, sum by (le) (rate(${series('pilot_proxy_convergence_time_bucket', { job: 'istiod' })}${range}))) > 10`,
        summary: 'Proxies learn late what changed.',
        description:
          'It takes {{ $value | humanizeDuration }} until the proxies know where pods are. Meanwhile requests go to pods that are gone.',
        fires: both(
          growing('pilot_proxy_convergence_time_bucket', { ...istiod, le: '10' }, 0),
          growing('pilot_proxy_convergence_time_bucket', { ...istiod, le: '20' }, 60),
          growing('pilot_proxy_convergence_time_bucket', { ...istiod, le: '+Inf' }, 60),
        ),
        quiet: both(
          growing('pilot_proxy_convergence_time_bucket', { ...istiod, le: '0.5' }, 60),
          growing('pilot_proxy_convergence_time_bucket', { ...istiod, le: '+Inf' }, 60),
        ),
      },
    ],
    'mesh',
  )
}
