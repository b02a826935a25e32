import type { Service } from '../../../engine/sdk.ts'
import type { CronJob } from '../../_shared/kubernetes-types.ts'
import { secondsOf } from '../seconds.ts'
import { jobSpec } from './job.ts'
import type { WorkloadParts } from './parts.ts'

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/cron-job-v1/ */
export function cronJob({ service, metadata, template }: WorkloadParts, schedule: NonNullable<Service['schedule']>): CronJob {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata,
    spec: {
      schedule: schedule.cron,
      timeZone: schedule.timeZone,
      concurrencyPolicy: schedule.concurrency,
      startingDeadlineSeconds: secondsOf(schedule.deadline),
      successfulJobsHistoryLimit: schedule.keep,
      failedJobsHistoryLimit: schedule.keepFailed,
      suspend: schedule.suspend,
      jobTemplate: { metadata: { labels: template.metadata.labels }, spec: jobSpec(service, template, {}) },
    },
  }
}
