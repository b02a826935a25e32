import { type Model, requestRecords } from '../../../engine/sdk.ts'
import { ownServices } from '../../_shared/monitoring/component.ts'
import { rated } from '../../_shared/monitoring/requests.ts'
import { promDuration, series } from '../../_shared/monitoring/series.ts'
import type { Dashboard } from '../dashboard.ts'
import { alerts, lines, number, query, worseFrom } from '../panel.ts'

/** The whole platform at a glance: what is raised, who is asked, who fails, who is slow, who uses what. */
export function platformDashboard(model: Model): Dashboard {
  const { namespace } = model.environment
  const range = `[${promDuration(model.monitoring.rate)}]`
  const some = { service: { re: '$service' } }
  const [requests, failures] = [series(rated(requestRecords.requests, model), some), series(rated(requestRecords.failures, model), some)]
  const raised = (severity: string) => `count(${series('ALERTS', { alertstate: 'firing', severity })}) or vector(0)`
  const isCounted = ownServices(model).some(({ counted }) => counted !== undefined)
  return {
    name: 'platform',
    title: model.platform.name,
    description: 'Everything at a glance.',
    variables: isCounted
      ? [{ name: 'service', label: 'Service', query: `label_values(${rated(requestRecords.requests, model)}, service)` }]
      : [],
    runbook: undefined,
    rows: [
      {
        title: 'Now',
        panels: [
          number('Critical', 'none', query(raised('critical'), 'critical'), { steps: worseFrom(1, 1) }),
          number('Warnings', 'none', query(raised('warning'), 'warning'), { steps: worseFrom(1, 5) }),
          number('Pods that run', 'none', query(`sum(${series('kube_pod_status_phase', { namespace, phase: 'Running' })})`, 'pods')),
          number('Pods that wait', 'none', query(`sum(${series('kube_pod_status_phase', { namespace, phase: 'Pending' })})`, 'pods'), {
            steps: worseFrom(1, 5),
          }),
          alerts('Alerts', series('ALERTS', { alertstate: 'firing', severity: ['critical', 'warning'] })),
        ],
      },
      {
        title: 'Requests',
        panels: isCounted
          ? [
              lines('Requests', 'reqps', [query(`sum by (service) (${requests})`, '{{service}}')], { stacked: true }),
              lines('Failing', 'percentunit', [query(`sum by (service) (${failures}) / sum by (service) (${requests})`, '{{service}}')], {
                steps: worseFrom(0.01, 0.05),
              }),
              lines('Duration', 's', [
                query(`max by (service) (${series(requestRecords.p99, some)})`, '{{service}} 99% within'),
                query(`max by (service) (${series(requestRecords.mean, some)})`, '{{service}} mean'),
              ]),
            ]
          : [],
      },
      {
        title: 'Use',
        panels: [
          lines(
            'Processor',
            'none',
            [
              query(
                `sum by (container) (rate(${series('container_cpu_usage_seconds_total', { namespace, container: { not: '|POD' } })}${range}))`,
                '{{container}}',
              ),
            ],
            { stacked: true },
          ),
          lines(
            'Memory',
            'bytes',
            [
              query(
                `sum by (container) (${series('container_memory_working_set_bytes', { namespace, container: { not: '|POD' } })})`,
                '{{container}}',
              ),
            ],
            { stacked: true },
          ),
          lines('Restarts', 'none', [
            query(
              `sum by (container) (increase(${series('kube_pod_container_status_restarts_total', { namespace })}[1h]))`,
              '{{container}}',
            ),
          ]),
          lines(
            'Volumes',
            'percentunit',
            [
              query(
                `max by (persistentvolumeclaim) (1 - ${series('kubelet_volume_stats_available_bytes', { namespace })} / ${series('kubelet_volume_stats_capacity_bytes', { namespace })})`,
                '{{persistentvolumeclaim}}',
              ),
            ],
            { steps: worseFrom(0.85, 0.95) },
          ),
        ],
      },
    ],
  }
}
