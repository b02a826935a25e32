import type { KubernetesObject, Model } from '../../../engine/sdk.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { clusterMetadata } from '../../_shared/metadata.ts'

const STANDARD = 'standard'

/**
 * The declared priorities, and `standard` where somebody is content with it. It has the value that a pod without a class has: it can be named, and changes nothing.
 * A class belongs to the cluster, and every environment on it says the same. https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
 */
export function* priorityClasses(model: Model): Iterable<KubernetesObject> {
  const { priorities } = model.access
  for (const [name, { value, preempts, description }] of Object.entries(priorities))
    yield priorityClass(name, value, preempts, description, model)
  if (!Object.hasOwn(priorities, STANDARD) && usesStandard(model)) yield priorityClass(STANDARD, 0, true, 'What says nothing else.', model)
}

function priorityClass(name: string, value: number, preempts: boolean, description: string | undefined, model: Model): KubernetesObject {
  return {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: clusterMetadata(name, platformLabels(model)),
    value,
    globalDefault: false,
    preemptionPolicy: preempts ? 'PreemptLowerPriority' : 'Never',
    ...(description === undefined ? {} : { description }),
  }
}

function usesStandard({ services, stores }: Model): boolean {
  for (const name in services) if (services[name]?.placement.priority === STANDARD) return true
  for (const name in stores) if (stores[name]?.placement.priority === STANDARD) return true
  return false
}
