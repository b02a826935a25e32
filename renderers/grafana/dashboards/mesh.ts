import type { Model } from '../../../engine/sdk.ts'
import { promDuration, series } from '../../_shared/monitoring/series.ts'
import type { Dashboard } from '../dashboard.ts'
import { lines, query } from '../panel.ts'

/** The mesh: who calls whom, and whether the control plane keeps up. */
export function meshDashboard(model: Model): Dashboard {
  const range = `[${promDuration(model.monitoring.rate)}]`
  const { namespace } = model.environment
  const calls = { reporter: 'destination', destination_service_namespace: namespace, destination_service_name: { re: '$service' } }
  const rate = (metric: string, more: object = {}) => `rate(${series(metric, { ...calls, ...more })}${range})`
  const istiod = (metric: string) => series(metric, { job: 'istiod' })
  return {
    name: 'mesh',
    title: 'Mesh',
    description: 'Requests as the proxies see them, and the control plane.',
    variables: [
      {
        name: 'service',
        label: 'Service',
        query: `label_values(${series('istio_requests_total', { destination_service_namespace: namespace })}, destination_service_name)`,
      },
    ],
    runbook: undefined,
    rows: [
      {
        title: 'Requests',
        panels: [
          lines(
            'Requests',
            'reqps',
            [query(`sum by (destination_service_name) (${rate('istio_requests_total')})`, '{{destination_service_name}}')],
            { stacked: true },
          ),
          lines('Failing', 'reqps', [
            query(
              `sum by (destination_service_name, response_code) (${rate('istio_requests_total', { response_code: { re: '5..' } })})`,
              '{{destination_service_name}} {{response_code}}',
            ),
          ]),
          lines('99% within', 'ms', [
            query(
              `histogram_quantile(0.99, sum by (le, destination_service_name) (${rate('istio_request_duration_milliseconds_bucket')}))`,
              '{{destination_service_name}}',
            ),
          ]),
          lines('Who calls whom', 'reqps', [
            query(
              `sum by (source_workload, destination_service_name) (${rate('istio_requests_total')})`,
              '{{source_workload}} → {{destination_service_name}}',
            ),
          ]),
          lines('Not encrypted', 'reqps', [
            query(
              `sum by (source_workload, destination_service_name) (${rate('istio_requests_total', { connection_security_policy: 'none' })})`,
              '{{source_workload}} → {{destination_service_name}}',
            ),
          ]),
          lines('Refused or cut off, by reason', 'reqps', [
            query(`sum by (response_flags) (${rate('istio_requests_total', { response_flags: { not: '-' } })})`, '{{response_flags}}'),
          ]),
        ],
      },
      {
        title: 'Connections',
        panels: [
          lines('Opened', 'ops', [
            query(`sum by (destination_service_name) (${rate('istio_tcp_connections_opened_total')})`, '{{destination_service_name}}'),
          ]),
          lines('Bytes', 'Bps', [
            query(`sum by (destination_service_name) (${rate('istio_tcp_received_bytes_total')})`, '{{destination_service_name}} received'),
            query(`sum by (destination_service_name) (${rate('istio_tcp_sent_bytes_total')})`, '{{destination_service_name}} sent'),
          ]),
        ],
      },
      {
        title: 'Control plane',
        panels: [
          lines('Proxies', 'short', [query(`sum(${istiod('pilot_xds')})`, 'connected')]),
          lines('Until proxies know', 's', [
            query(`histogram_quantile(0.99, sum by (le) (rate(${istiod('pilot_proxy_convergence_time_bucket')}${range})))`, '99% within'),
          ]),
          lines('Pushes', 'ops', [query(`sum by (type) (rate(${istiod('pilot_xds_pushes')}${range}))`, '{{type}}')]),
          lines('Refused by proxies', 'short', [query(`sum by (type) (increase(${istiod('pilot_total_xds_rejects')}[1h]))`, '{{type}}')]),
        ],
      },
    ],
  }
}
