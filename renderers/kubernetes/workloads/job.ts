import { hash, type Service } from '../../../engine/sdk.ts'
import type { Job, JobSpec } from '../../_shared/kubernetes-types.ts'
import { INSTANCE } from '../../_shared/labels.ts'
import { LONGEST_PREFIX, shorten } from '../../_shared/names.ts'
import type { PodTemplate } from '../../_shared/pod-types.ts'
import { secondsOf } from '../seconds.ts'
import type { WorkloadParts } from './parts.ts'

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/ */
export function job({ service, metadata, template }: WorkloadParts): Job {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata,
    spec: jobSpec(service, template, { ttlSecondsAfterFinished: secondsOf(service.job.keep) }),
  }
}

/** A CronJob counts its ended Jobs, so theirs have no time to live. */
export function jobSpec({ job }: Service, template: PodTemplate, life: Pick<JobSpec, 'ttlSecondsAfterFinished'>): JobSpec {
  return {
    backoffLimit: job.retries,
    activeDeadlineSeconds: secondsOf(job.deadline),
    parallelism: job.parallel,
    completions: job.completions,
    ...life,
    template,
  }
}

/**
 * A Job can't be changed and never runs twice, so one that says anything new needs a new name. `draft` is its template with `name` for the label of the instance.
 */
export function jobName(name: string, draft: PodTemplate, completions: number): string {
  return `${shorten(name, LONGEST_PREFIX)}-${hash(`${completions} ${JSON.stringify(draft)}`).slice(0, 10)}`
}

/** The template with the label of the instance that the name was made for. */
export function named(draft: PodTemplate, name: string): PodTemplate {
  return { ...draft, metadata: { ...draft.metadata, labels: { ...draft.metadata.labels, [INSTANCE]: name } } }
}
