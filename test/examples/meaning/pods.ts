import type { Json } from '../../../engine/source/source.ts'
import { type Found, get, items, podTemplate, scalar, texts } from '../../conformance/objects.ts'
import type { Say } from './facts.ts'

/** Annotations that say what a person or a tool should know, and change nothing. */
const REMARK = /^(checksum\/|kubernetes\.io\/description|kube-score\/|checkov\.io\/|polaris\.|platgen\.dev\/)/

/** Workloads, and what is true of their pods as a whole. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ */
export function podFacts(objects: readonly Found[], say: Say): void {
  for (const { kind, name, object } of objects) {
    const template = podTemplate(object)
    if (template === undefined) continue
    const spec = get(template, 'spec')
    say(`${name}: kind`, kind)
    say(`${name}: replicas`, scalar(get(object, 'spec', 'replicas')) || '1')
    say(`${name}: account`, scalar(get(spec, 'serviceAccountName')) || 'default')
    say(`${name}: grace`, scalar(get(spec, 'terminationGracePeriodSeconds')) || '30')
    for (const [key, value] of Object.entries(texts(get(template, 'metadata', 'annotations'))))
      if (!REMARK.test(key)) say(`${name}: annotation ${key}`, value)
    for (const volume of items(get(spec, 'volumes'))) say(`${name}: volume ${scalar(get(volume, 'name'))}`, sourceOf(volume))
  }
}

/** What a volume is: `emptyDir`, `configMap conf`, … */
function sourceOf(volume: Json): string {
  const size = get(volume, 'emptyDir', 'sizeLimit')
  if (get(volume, 'emptyDir') !== undefined) return size === undefined ? 'emptyDir' : `emptyDir of at most ${scalar(size)}`
  const map = get(volume, 'configMap', 'name')
  return map === undefined ? JSON.stringify({ ...(volume as object), name: undefined }) : `configMap ${scalar(map)}`
}
