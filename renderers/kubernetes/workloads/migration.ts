import type { Model, Service, Version } from '../../../engine/sdk.ts'
import type { Job } from '../../_shared/kubernetes-types.ts'
import { ownedLabels } from '../../_shared/labels.ts'
import { aboutAnnotations, metadata } from '../../_shared/metadata.ts'
import { joined } from '../../_shared/names.ts'
import type { NetworkPolicy } from '../../_shared/network-types.ts'
import { migrationPodSpec } from '../pod/pod-spec.ts'
import { podTemplate } from '../pod/template.ts'
import { wholeSeconds } from '../seconds.ts'
import { migrationWaivers } from '../waivers/service-waivers.ts'
import { jobName, named } from './job.ts'

/** A day: long enough to read why it failed. */
const KEEP_SECONDS = 86_400

/**
 * What has to be done once before a new version serves, as a Job of its own name for each image, command and configuration. With several versions side by side
 * the last one migrates: they share what is migrated, and an older one must not undo it.
 */
export function migration(service: Service, migrate: NonNullable<Service['migrate']>, model: Model, policy: NetworkPolicy): Job {
  const version = service.versions.at(-1) as Version
  const instance = joined(version.workload, 'migrate')
  const spec = migrationPodSpec(service, version, model, migrate)
  const waivers = migrationWaivers(service, spec, policy)
  const labels = { ...service.labels, ...ownedLabels(model, service, instance, version.image, 'migration') }
  const draft = podTemplate(service, model, labels, spec, true)
  const name = jobName(instance, draft, 1)
  const template = named(draft, name)
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadata(name, service.namespace, template.metadata.labels, {
      ...aboutAnnotations(`Migrates ${service.name} before it serves.`, service.owner),
      ...waivers,
    }),
    spec: {
      backoffLimit: migrate.retries,
      activeDeadlineSeconds: wholeSeconds(migrate.deadline),
      parallelism: 1,
      completions: 1,
      ttlSecondsAfterFinished: KEEP_SECONDS,
      template,
    },
  }
}
