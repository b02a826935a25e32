import type { Image, Model, Workload } from '../../engine/sdk.ts'
import type { LabelSelector, Labels } from './kubernetes-types.ts'
import { shorten } from './names.ts'

/**
 * Labels that others look for. All of them: https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 * The functions below write them out, since an object with computed keys takes fifty times as long to make, and there is one in every object.
 */
export const NAME = 'app.kubernetes.io/name'
export const COMPONENT = 'app.kubernetes.io/component'
export const INSTANCE = 'app.kubernetes.io/instance'
/** Tells the versions of one service apart; what meshes choose a subset by. Only on pods of a service with `versions`. */
export const SUBSET = 'version'

/** What its pods are in the platform. Part of the selector of a Service, so that the pods of a migration, which have another, never get requests. */
export type Component = 'service' | 'job' | 'database' | 'cache' | 'queue' | 'search' | 'storage' | 'migration'

/** What the pods of a service or store are in the platform. */
export function componentOf(workload: Workload): Component {
  if (workload.type === 'store') return workload.role
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
  return {
    'app.kubernetes.io/name': workload.name,
    'app.kubernetes.io/instance': instance,
    'app.kubernetes.io/version': imageVersion(image),
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/part-of': model.platform.name,
    'app.kubernetes.io/managed-by': 'platgen',
  }
}

/** Those that never change with a release, for what can't be changed once it exists: claims of a StatefulSet. */
export function stableLabels(
  model: Model,
  workload: Workload,
  instance: string = workload.name,
  component: Component = componentOf(workload),
): Labels {
  return {
    'app.kubernetes.io/name': workload.name,
    'app.kubernetes.io/instance': instance,
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/part-of': model.platform.name,
    'app.kubernetes.io/managed-by': 'platgen',
  }
}

/** Labels of an object that belongs to the environment as a whole, or to its cluster. They never name the environment, so that what several of them share is the same in each. */
export function platformLabels({ platform }: Model): Labels {
  const labels = {
    'app.kubernetes.io/name': platform.name,
    'app.kubernetes.io/instance': platform.name,
    'app.kubernetes.io/component': 'platform',
    'app.kubernetes.io/part-of': platform.name,
    'app.kubernetes.io/managed-by': 'platgen',
  }
  return platform.version === undefined ? labels : { ...labels, 'app.kubernetes.io/version': labelValue(platform.version) }
}

/** Every pod of a service or store, whatever its version, and its migrations. One label: Polaris takes a NetworkPolicy whose selector matches two for none. */
export function everyPodOf(name: string): LabelSelector {
  return { matchLabels: { 'app.kubernetes.io/name': name } }
}

/** The same for whoever stands in the model: what an operator makes has the labels of the operator. */
export function podsNamed(name: string, { stores }: Pick<Model, 'stores'>): LabelSelector {
  const store = Object.hasOwn(stores, name) ? stores[name] : undefined
  return store === undefined ? everyPodOf(name) : { matchLabels: store.pods }
}

/** The pods that get requests. */
export function servingPods(workload: Workload): Labels {
  return { 'app.kubernetes.io/name': workload.name, 'app.kubernetes.io/component': componentOf(workload) }
}

/** The pods of one workload. Can never change, so it holds nothing that does. */
export function podsOf(workload: Workload, instance: string): LabelSelector {
  return { matchLabels: { 'app.kubernetes.io/name': workload.name, 'app.kubernetes.io/instance': instance } }
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
