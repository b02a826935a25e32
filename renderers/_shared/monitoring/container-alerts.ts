import { byteCount } from '../../../engine/sdk.ts'
import { promDuration, sample, series } from './series.ts'
import { about, after, type Makers } from './service-alert.ts'
import { fillingVolume } from './volume-alert.ts'
import { claimsOf, containersOf } from './workloads.ts'

/** What its containers and volumes have left. */
export const containerAlerts: Makers<'restarts' | 'memory' | 'throttling' | 'volumes'> = {
  restarts(service, _model, { restarts }) {
    if (restarts === undefined) return undefined
    const metric = 'kube_pod_container_status_restarts_total'
    const labels = { namespace: service.namespace, container: service.name, pod: `${service.name}-1`, uid: '1' }
    const minutes = after(restarts.for + 3600)
    return {
      ...about(service),
      expr: `sum by (pod) (increase(${series(metric, containersOf(service))}[1h])) > ${restarts.bound}`,
      summary: `Containers of ${service.name} restart again and again.`,
      description: `{{ $labels.pod }} restarted {{ $value | humanize }} times in an hour.`,
      test: {
        minutes,
        fires: [sample(metric, labels, `0+1x${minutes}`)],
        quiet: [sample(metric, labels, `7x${minutes}`)],
      },
    }
  },

  memory(service, _model, { memory }) {
    if (memory === undefined) return undefined
    const metric = 'container_memory_working_set_bytes'
    const limit = byteCount(service.resources.limits.memory)
    const { namespace } = service
    const labels = { namespace, container: service.name, pod: `${service.name}-1` }
    const minutes = after(memory.for)
    return {
      ...about(service),
      expr: `max by (pod) (${series(metric, { namespace, container: service.name })}) / ${limit} > ${memory.bound}`,
      summary: `${service.name} is short of memory.`,
      description: `{{ $labels.pod }} uses {{ $value | humanizePercentage }} of the ${service.resources.limits.memory} that it may have. Beyond that the kernel kills it.`,
      test: {
        minutes,
        fires: [sample(metric, labels, `${Math.ceil(limit * (memory.bound + (1 - memory.bound) / 2 + 0.001))}x${minutes}`)],
        quiet: [sample(metric, labels, `${Math.floor((limit * memory.bound) / 2)}x${minutes}`)],
      },
    }
  },

  throttling(service, model, { throttling }) {
    if (throttling === undefined) return undefined
    const range = `[${promDuration(model.monitoring.rate)}]`
    const { namespace } = service
    const [periods, throttled] = ['container_cpu_cfs_periods_total', 'container_cpu_cfs_throttled_periods_total']
    const labels = { namespace, container: service.name, pod: `${service.name}-1` }
    const rate = (metric: string) => `sum by (pod) (rate(${series(metric, { namespace, container: service.name })}${range}))`
    const minutes = after(throttling.for)
    return {
      ...about(service),
      expr: `${rate(throttled)} / ${rate(periods)} > ${throttling.bound}`,
      summary: `${service.name} waits for its processor.`,
      description: `{{ $labels.pod }} waits in {{ $value | humanizePercentage }} of its periods, because its limit is ${service.resources.limits.cpu}.`,
      test: {
        minutes,
        fires: [sample(periods, labels, `0+600x${minutes}`), sample(throttled, labels, `0+600x${minutes}`)],
        quiet: [sample(periods, labels, `0+600x${minutes}`), sample(throttled, labels, `0x${minutes}`)],
      },
    }
  },

  volumes(service, _model, { volumes }) {
    if (volumes === undefined) return undefined
    const claims = claimsOf(service)
    return {
      ...about(service),
      ...fillingVolume(service.namespace, claims, volumes),
      summary: `A volume of ${service.name} fills.`,
      description: `{{ $labels.persistentvolumeclaim }} is {{ $value | humanizePercentage }} full.`,
    }
  },
}
