import type { Annotations, Labels, ObjectMeta } from './kubernetes-types.ts'
import type { TemplateMeta } from './pod-types.ts'

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/ Without annotations when there are none. */
export function metadata(name: string, namespace: string, labels: Labels, annotations: Annotations = NONE): ObjectMeta {
  return isEmpty(annotations) ? { name, namespace, labels } : { name, namespace, labels, annotations }
}

/** Of an object that belongs to no namespace. */
export function clusterMetadata(name: string, labels: Labels, annotations: Annotations = NONE): ObjectMeta {
  return isEmpty(annotations) ? { name, labels } : { name, labels, annotations }
}

/** Metadata of a pod template, without annotations when there are none. */
export function podMetadata(labels: Labels, annotations: Annotations): TemplateMeta {
  return isEmpty(annotations) ? { labels } : { labels, annotations }
}

/** Annotations for people: what it is, and who answers for it. */
export function aboutAnnotations(description: string | undefined, owner: string | undefined): Annotations {
  if (description === undefined && owner === undefined) return NONE
  return {
    ...(description === undefined ? NONE : { 'kubernetes.io/description': description }),
    ...(owner === undefined ? NONE : { 'platgen.dev/owner': owner }),
  }
}

const NONE: Annotations = Object.freeze({})

/** Whether a map has no key. */
export function isEmpty(map: object): boolean {
  for (const _key in map) return false
  return true
}
