import { servingName } from '../flagger.ts'
import { workloadName } from '../names.ts'
import { promDuration, sample, series } from './series.ts'
import { about, after, CRON_GRACE, type Makers } from './service-alert.ts'
import { WORKLOAD_METRICS, workloadsOf } from './workloads.ts'

/** How many of its pods are there, and whether its runs end well. */
export const workloadAlerts: Makers<'down' | 'replicas' | 'scaling' | 'scrape' | 'job'> = {
  down(service, model, { down }) {
    if (service.kind === 'Job' || service.kind === 'CronJob' || down === undefined) return undefined
    const { label, wanted, there } = WORKLOAD_METRICS[service.kind]
    const matchers = { namespace: service.namespace, [label]: workloadsOf(service) }
    const labels = { namespace: service.namespace, [label]: workloadsOf(service)[0] as string }
    const minutes = after(down.for)
    return {
      ...about(service),
      expr: `sum(${series(there, matchers)}) == 0 and sum(${series(wanted, matchers)}) > 0`,
      summary: `No pod of ${service.name} is ready.`,
      description: `Nobody in ${model.environment.name} is answered by ${service.name}.`,
      test: {
        minutes,
        fires: [sample(there, labels, `0x${minutes}`), sample(wanted, labels, `2x${minutes}`)],
        quiet: [sample(there, labels, `1x${minutes}`), sample(wanted, labels, `2x${minutes}`)],
      },
    }
  },

  replicas(service, _model, { replicas }) {
    if (service.kind === 'Job' || service.kind === 'CronJob' || replicas === undefined) return undefined
    const { label, wanted, there } = WORKLOAD_METRICS[service.kind]
    const matchers = { namespace: service.namespace, [label]: workloadsOf(service) }
    const labels = { namespace: service.namespace, [label]: workloadsOf(service)[0] as string }
    const minutes = after(replicas.for)
    return {
      ...about(service),
      expr: `sum(${series(wanted, matchers)}) - sum(${series(there, matchers)}) > 0`,
      summary: `${service.name} has fewer pods than wanted.`,
      description: `{{ $value }} pods of ${service.name} have not been ready for ${promDuration(replicas.for)}: they don't start, or have no room.`,
      test: {
        minutes,
        fires: [sample(there, labels, `1x${minutes}`), sample(wanted, labels, `2x${minutes}`)],
        quiet: [sample(there, labels, `2x${minutes}`), sample(wanted, labels, `2x${minutes}`)],
      },
    }
  },

  scaling(service, _model, { scaling }) {
    if (scaling === undefined) return undefined
    const [now, most] = ['kube_horizontalpodautoscaler_status_current_replicas', 'kube_horizontalpodautoscaler_spec_max_replicas']
    const scaled = service.versions.filter(({ replicas }) => replicas.max > replicas.min)
    const names = scaled.map(({ workload }) => servingName(service, workloadName(service.kind, workload)))
    const matchers = { namespace: service.namespace, horizontalpodautoscaler: names }
    const labels = { namespace: service.namespace, horizontalpodautoscaler: names[0] as string }
    const max = scaled[0]?.replicas.max
    const minutes = after(scaling.for)
    return {
      ...about(service),
      expr: `${series(now, matchers)} >= on (namespace, horizontalpodautoscaler) ${series(most, matchers)}`,
      summary: `${service.name} can't grow any more.`,
      description: `{{ $labels.horizontalpodautoscaler }} has had {{ $value }} pods, the most that it may have, for ${promDuration(scaling.for)}.`,
      test: {
        minutes,
        fires: [sample(now, labels, `${max}x${minutes}`), sample(most, labels, `${max}x${minutes}`)],
        quiet: [sample(now, labels, `1x${minutes}`), sample(most, labels, `${max}x${minutes}`)],
      },
    }
  },

  scrape(service, _model, { scrape }) {
    if (scrape === undefined) return undefined
    const labels = { job: 'pods', namespace: service.namespace, service: service.name }
    const minutes = after(scrape.for)
    return {
      ...about(service),
      expr: `max by (pod) (${series('up', labels)}) == 0`,
      summary: `The metrics of ${service.name} can't be read.`,
      description: `{{ $labels.pod }} does not answer Prometheus: other alerts of ${service.name} are blind.`,
      test: {
        minutes,
        fires: [sample('up', { ...labels, pod: `${service.name}-1` }, `0x${minutes}`)],
        quiet: [sample('up', { ...labels, pod: `${service.name}-1` }, `1x${minutes}`)],
      },
    }
  },

  job(service, _model, { job }) {
    if (job === undefined) return undefined
    const { namespace } = service
    const name = workloadsOf(service)[0] as string
    if (service.kind === 'Job') {
      const minutes = after(job.for)
      const labels = { namespace, condition: 'true', job_name: `${name}-1` }
      return {
        ...about(service),
        expr: `max by (job_name) (${series('kube_job_failed', { namespace, condition: 'true', job_name: { re: `${name}.*` } })}) > 0`,
        summary: `${service.name} failed.`,
        description: `The Job {{ $labels.job_name }} gave up.`,
        test: {
          minutes,
          fires: [sample('kube_job_failed', labels, `1x${minutes}`)],
          quiet: [sample('kube_job_failed', labels, `0x${minutes}`)],
        },
      }
    }
    const [due, done] = ['kube_cronjob_status_last_schedule_time', 'kube_cronjob_status_last_successful_time']
    const of = { namespace, cronjob: name }
    const minutes = after(Math.max(job.for, CRON_GRACE))
    return {
      ...about(service),
      expr: `${series(due, of)} unless on (namespace, cronjob) (${series(done, of)} >= on (namespace, cronjob) ${series(due, of)})`,
      summary: `${service.name} did not succeed.`,
      description: `The run of ${service.name} that was due last has not ended well.`,
      test: {
        minutes,
        fires: [sample(due, of, `7200x${minutes}`), sample(done, of, `3600x${minutes}`)],
        quiet: [sample(due, of, `7200x${minutes}`), sample(done, of, `7260x${minutes}`)],
      },
    }
  },
}
