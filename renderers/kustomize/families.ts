import type { KubernetesObject, Family as Shared } from '../../engine/sdk.ts'

/** One object, as every environment has it. */
export interface Family {
  /** By environment; undefined where there is none. */
  readonly objects: readonly (KubernetesObject | undefined)[]
  /** Whether every environment has it under one name, so that the base holds it. */
  readonly isShared: boolean
  /** Whether the `namespace` of a kustomization would change it wrongly: then it stands in a kustomization that says none. */
  readonly isElsewhere: boolean
}

/** Kinds without a namespace that Kustomize knows to have none. It takes all others for namespaced. */
const CLUSTER_WIDE: readonly string[] = [
  'ClusterRole',
  'ClusterRoleBinding',
  'CustomResourceDefinition',
  'IngressClass',
  'PersistentVolume',
  'PriorityClass',
  'RuntimeClass',
  'StorageClass',
]

/** Decides where each object stands. */
export function placeFamilies(families: readonly Shared[], members: readonly { readonly namespace: string }[]): readonly Family[] {
  return families.map(({ place }) => {
    const objects = place.values as unknown as readonly (KubernetesObject | undefined)[]
    const names = new Set(objects.map((object) => object?.metadata.name))
    const isElsewhere = objects.some((object, index) => object !== undefined && isOutside(object, members[index]?.namespace))
    return { objects, isElsewhere, isShared: !isElsewhere && names.size === 1 && objects.every((object) => object !== undefined) }
  })
}

/** `namespace` renames every Namespace, moves every object, and gives one to kinds that it does not know to have none. */
function isOutside({ kind, metadata }: KubernetesObject, home: string | undefined): boolean {
  if (kind === 'Namespace') return metadata.name !== home
  return metadata.namespace === undefined ? !CLUSTER_WIDE.includes(kind) : metadata.namespace !== home
}
