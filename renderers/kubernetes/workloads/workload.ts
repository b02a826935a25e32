import type { KubernetesObject, Model, Service, Version } from '../../../engine/sdk.ts'
import { halfLabels, isFlagged } from '../../_shared/flagger.ts'
import type { LabelSelector } from '../../_shared/kubernetes-types.ts'
import { podsOf } from '../../_shared/labels.ts'
import { aboutAnnotations, metadata } from '../../_shared/metadata.ts'
import { workloadName } from '../../_shared/names.ts'
import type { NetworkPolicy } from '../../_shared/network-types.ts'
import { podSpec } from '../pod/pod-spec.ts'
import { podTemplate, workloadLabels } from '../pod/template.ts'
import { rollingTwins, statefulTwins, type Twins } from '../pod/twins.ts'
import { serviceWaivers } from '../waivers/service-waivers.ts'
import { cronJob } from './cron-job.ts'
import { daemonSet } from './daemon-set.ts'
import { deployment } from './deployment.ts'
import { job, jobName, named } from './job.ts'
import type { WorkloadParts } from './parts.ts'
import { statefulSet } from './stateful-set.ts'

/** The workload of one version of a service. `policy` is the one that its pods are under. */
export function workload(service: Service, version: Version, model: Model, policy: NetworkPolicy): KubernetesObject {
  const { kind } = service
  const ends = kind === 'Job' || kind === 'CronJob'
  const instance = workloadName(kind, version.workload)
  const selector = selectorOf(service, instance)
  const spec = podSpec(
    service,
    version,
    model,
    instance,
    twinsOf(kind, isFlagged(service) ? { matchLabels: halfLabels(service) } : selector, model),
    ends ? service.job.restart : undefined,
  )
  const waivers = serviceWaivers(service, version, spec, policy)
  const draft = podTemplate(service, model, workloadLabels(service, version, model, instance), spec, ends)
  const name = kind === 'Job' ? jobName(instance, draft, service.job.completions) : instance
  const template = kind === 'Job' ? named(draft, name) : draft
  const annotations = { ...aboutAnnotations(service.description, service.owner), ...waivers }
  const parts: WorkloadParts = {
    service,
    version,
    metadata: metadata(name, service.namespace, template.metadata.labels, annotations),
    selector,
    template,
  }
  switch (kind) {
    case 'Deployment':
      return deployment(parts)
    case 'StatefulSet':
      return statefulSet(parts, model)
    case 'DaemonSet':
      return daemonSet(parts)
    case 'Job':
      return job(parts)
    case 'CronJob':
      if (service.schedule === undefined) throw new Error(`the CronJob ${service.name} has no schedule`)
      return cronJob(parts, service.schedule)
  }
}

/** Of the two Deployments of a service that Flagger shifts, each has its own pods. */
function selectorOf(service: Service, instance: string): LabelSelector {
  const { matchLabels } = podsOf(service, instance)
  return isFlagged(service) ? { matchLabels: { ...matchLabels, ...halfLabels(service) } } : { matchLabels }
}

/** A DaemonSet has one pod per node already, and what ends is not worth spreading. */
function twinsOf(kind: Service['kind'], selector: LabelSelector, model: Model): Twins | undefined {
  switch (kind) {
    case 'Deployment':
      return rollingTwins(selector, model)
    case 'StatefulSet':
      return statefulTwins(selector)
    case 'DaemonSet':
    case 'Job':
    case 'CronJob':
      return undefined
  }
}
