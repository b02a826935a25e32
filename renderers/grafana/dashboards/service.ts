import { brokenRecord, byteCount, type Model, requestRecords, type Service } from '../../../engine/sdk.ts'
import { countedRequests, hasQuantiles, rated } from '../../_shared/monitoring/requests.ts'
import { promDuration, series } from '../../_shared/monitoring/series.ts'
import { serviceRunbook } from '../../_shared/monitoring/service-alert.ts'
import { claimsOf, containersOf, WORKLOAD_METRICS, workloadsOf } from '../../_shared/monitoring/workloads.ts'
import type { Dashboard } from '../dashboard.ts'
import { alerts, betterFrom, lines, number, type Panel, query, worseFrom } from '../panel.ts'
import { programRow } from './program.ts'

/** The dashboard of one service: what its callers see first, what it lives on below. */
export function serviceDashboard(service: Service, model: Model): Dashboard {
  const { name } = service
  return {
    name: `service ${name}`,
    title: name,
    description: service.description === undefined ? '' : service.description,
    variables: [],
    runbook: serviceRunbook(service),
    rows: [
      { title: 'Now', panels: [...nowPanels(service, model), alerts('Alerts', series('ALERTS', { alertstate: 'firing', service: name }))] },
      { title: 'Requests', panels: requestPanels(service, model) },
      { title: 'Promise', panels: promisePanels(service) },
      { title: 'Pods', panels: podPanels(service, model) },
      programRow(service, model),
    ],
  }
}

function nowPanels(service: Service, model: Model): readonly Panel[] {
  const of = { service: service.name }
  const requests = series(rated(requestRecords.requests, model), of)
  const failures = series(rated(requestRecords.failures, model), of)
  const counted = countedRequests(service)
  const panels: Panel[] = []
  if (counted !== undefined) {
    const errors = service.alerts.errors
    panels.push(number('Requests', 'reqps', query(requests, 'requests')))
    panels.push(
      number(
        'Failing',
        'percentunit',
        query(`${failures} / ${requests}`, 'failing'),
        errors === undefined ? {} : { steps: worseFrom(errors.bound / 2, errors.bound) },
      ),
    )
    const duration = series(hasQuantiles(counted) ? requestRecords.p99 : requestRecords.mean, of)
    const latency = service.alerts.latency
    panels.push(
      number(
        hasQuantiles(counted) ? '99% within' : 'Mean',
        's',
        query(duration, 'duration'),
        latency === undefined ? {} : { steps: worseFrom(latency.bound / 2, latency.bound) },
      ),
    )
  }
  if (service.kind === 'Job' || service.kind === 'CronJob') return panels
  const { label, there } = WORKLOAD_METRICS[service.kind]
  const ready = `sum(${series(there, { namespace: service.namespace, [label]: workloadsOf(service) })})`
  panels.push(number('Pods ready', 'none', query(ready, 'pods'), { steps: betterFrom(1) }))
  return panels
}

function requestPanels(service: Service, model: Model): readonly Panel[] {
  const counted = countedRequests(service)
  if (counted === undefined) return []
  const of = { service: service.name }
  const [requests, failures] = [rated(requestRecords.requests, model), rated(requestRecords.failures, model)]
  const panels = [
    lines('Requests', 'reqps', [query(series(requests, of), 'all'), query(series(failures, of), 'failing')]),
    lines(
      'Duration',
      's',
      hasQuantiles(counted)
        ? [query(series(requestRecords.p50, of), 'half within'), query(series(requestRecords.p99, of), '99% within')]
        : [query(series(requestRecords.mean, of), 'mean')],
    ),
  ]
  if (service.counted?.by !== 'mesh') return panels
  const range = `[${promDuration(model.monitoring.rate)}]`
  const calls = series('istio_requests_total', counted.matchers)
  return [
    ...panels,
    lines('Callers', 'reqps', [query(`sum by (source_workload) (rate(${calls}${range}))`, '{{source_workload}}')], { stacked: true }),
    lines('Answers', 'reqps', [query(`sum by (response_code) (rate(${calls}${range}))`, '{{response_code}}')], { stacked: true }),
  ]
}

function promisePanels({ name, slo, counted }: Service): readonly Panel[] {
  if (slo === undefined || counted === undefined) return []
  const broken = (promise: string, time: string) => series(`${brokenRecord}${time}`, { service: name, slo: promise })
  const panels = [
    lines(
      'Requests that break the promise of availability',
      'percentunit',
      [
        query(broken('availability', '1h'), 'in an hour'),
        query(broken('availability', '1d'), 'in a day'),
        query(broken('availability', '3d'), 'in three days'),
      ],
      {
        steps: worseFrom(1 - slo.availability, (1 - slo.availability) * 6),
        description: `${slo.text.availability} of the requests succeed over ${slo.text.window}.`,
      },
    ),
  ]
  if (slo.latency === undefined) return panels
  return [
    ...panels,
    lines(
      'Requests that break the promise of latency',
      'percentunit',
      [
        query(broken('latency', '1h'), 'in an hour'),
        query(broken('latency', '1d'), 'in a day'),
        query(broken('latency', '3d'), 'in three days'),
      ],
      { steps: worseFrom(1 - slo.latency.share, (1 - slo.latency.share) * 6) },
    ),
  ]
}

function podPanels(service: Service, model: Model): readonly Panel[] {
  const range = `[${promDuration(model.monitoring.rate)}]`
  const containers = containersOf(service)
  const main = { namespace: service.namespace, container: service.name }
  const limit = byteCount(service.resources.limits.memory)
  const panels = [
    lines(
      'Processor',
      'none',
      [query(`sum by (pod) (rate(${series('container_cpu_usage_seconds_total', containers)}${range}))`, '{{pod}}')],
      {
        description: `Cores. A container asks for ${service.resources.requests.cpu}.`,
      },
    ),
    lines('Memory', 'bytes', [query(`max by (pod) (${series('container_memory_working_set_bytes', main)})`, '{{pod}}')], {
      steps: worseFrom(limit * 0.9, limit),
    }),
    lines('Restarts', 'none', [
      query(`sum by (pod) (increase(${series('kube_pod_container_status_restarts_total', containers)}[1h]))`, '{{pod}}'),
    ]),
    ...(service.resources.limits.cpu === undefined
      ? []
      : [
          lines('Waits for its processor', 'percentunit', [
            query(
              `sum by (pod) (rate(${series('container_cpu_cfs_throttled_periods_total', main)}${range})) / sum by (pod) (rate(${series('container_cpu_cfs_periods_total', main)}${range}))`,
              '{{pod}}',
            ),
          ]),
        ]),
  ]
  const scaled = service.versions.some(({ replicas }) => replicas.max > replicas.min)
  if (scaled) {
    const hpa = { namespace: service.namespace, horizontalpodautoscaler: workloadsOf(service) }
    panels.push(
      lines('Autoscaler', 'none', [
        query(`sum(${series('kube_horizontalpodautoscaler_status_current_replicas', hpa)})`, 'pods'),
        query(`sum(${series('kube_horizontalpodautoscaler_spec_max_replicas', hpa)})`, 'most'),
      ]),
    )
  }
  const claims = claimsOf(service)
  if (claims.length === 0) return panels
  const claim = { namespace: service.namespace, persistentvolumeclaim: { re: claims.join('|') } }
  return [
    ...panels,
    lines(
      'Volumes',
      'percentunit',
      [
        query(
          `max by (persistentvolumeclaim) (1 - ${series('kubelet_volume_stats_available_bytes', claim)} / ${series('kubelet_volume_stats_capacity_bytes', claim)})`,
          '{{persistentvolumeclaim}}',
        ),
      ],
      { steps: worseFrom(0.85, 0.95) },
    ),
  ]
}
