import type { Image, Model, Workload } from '../../engine/sdk.ts'
import type { LabelSelector, Labels } from './kubernetes-types.ts'
import { shorten } from './names.ts'

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/ */
export const NAME = 'app.kubernetes.io/name'
export const INSTANCE = 'app.kubernetes.io/instance'
export const VERSION = 'app.kubernetes.io/version'
export const COMPONENT = 'app.kubernetes.io/component'
export const PART_OF = 'app.kubernetes.io/part-of'
export const MANAGED_BY = 'app.kubernetes.io/managed-by'
/** Tells the versions of one service apart; what meshes choose a subset by. Only on pods of a service with `versions`. */
export const SUBSET = 'version'

/** What its pods are in the platform. Part of the selector of a Service, so that the pods of a migration, which have another, never get requests. */
export type Component = 'service' | 'job' | 'database' | 'cache' | 'migration'

/** What the pods of a service or store are in the platform. */
export function componentOf(workload: Workload): Component {
  if (workload.type === 'store') return workload.engine === 'redis' ? 'cache' : 'database'
  return workload.kind === 'Job' || workload.kind === 'CronJob' ? 'job' : 'service'
}

/** Labels of an object that belongs to a service or store. `instance` is the name of the workload, or of the service where an object belongs to all of its workloads. */
export function ownedLabels(
  model: Model,
  workload: Workload,
  instance: string = workload.name,
  image: Image = workload.image,
  component: Component = componentOf(workload),
): Labels {
  return { ...stableLabels(model, workload, instance, component), [VERSION]: imageVersion(image) }
}

/** Those that never change with a release, for what can't be changed once it exists: claims of a StatefulSet. */
export function stableLabels(
  model: Model,
  workload: Workload,
  instance: string = workload.name,
  component: Component = componentOf(workload),
): Labels {
  return { [NAME]: workload.name, [INSTANCE]: instance, [COMPONENT]: component, [PART_OF]: model.platform.name, [MANAGED_BY]: 'platgen' }
}

/** Labels of an object that belongs to the environment as a whole, or to its cluster. They never name the environment, so that what several of them share is the same in each. */
export function platformLabels({ platform }: Model): Labels {
  return {
    [NAME]: platform.name,
    [INSTANCE]: platform.name,
    [COMPONENT]: 'platform',
    [PART_OF]: platform.name,
    [MANAGED_BY]: 'platgen',
    ...(platform.version === undefined ? {} : { [VERSION]: labelValue(platform.version) }),
  }
}

/** Every pod of a service or store, whatever its version, and its migrations. One label: Polaris takes a NetworkPolicy whose selector matches two for none. */
export function everyPodOf(name: string): LabelSelector {
  return { matchLabels: { [NAME]: name } }
}

/** The pods that get requests. */
export function servingPods(workload: Workload): Labels {
  return { [NAME]: workload.name, [COMPONENT]: componentOf(workload) }
}

/** The pods of one workload. Can never change, so it holds nothing that does. */
export function podsOf(workload: Workload, instance: string): LabelSelector {
  return { matchLabels: { [NAME]: workload.name, [INSTANCE]: instance } }
}

function imageVersion({ tag, digest }: Image): string {
  if (tag !== undefined) return labelValue(tag)
  return digest === undefined ? 'latest' : digest.slice('sha256:'.length, 'sha256:'.length + 12)
}

const LABEL_VALUE = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/

/** An image tag as the value of a label, which is shorter and ends with a letter or digit. */
function labelValue(tag: string): string {
  return tag.length <= 63 && LABEL_VALUE.test(tag) ? tag : shorten(tag.replace(/^[-_.]+|[-_.]+$/g, ''), 63)
}
