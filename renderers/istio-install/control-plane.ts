import type { Model } from '../../engine/sdk.ts'

/** One control plane, and the environments that it serves. What they say of it is the same: a check demands that. */
export interface ControlPlane {
  readonly cluster: string
  readonly models: readonly [Model, ...Model[]]
}

/** The control planes of a platform: one for each cluster with a mesh, in the order of the environments. */
export function controlPlanes(models: readonly Model[]): readonly ControlPlane[] {
  const byCluster = new Map<string, [Model, ...Model[]]>()
  for (const model of models) {
    if (model.mesh.provider === 'none') continue
    const { cluster } = model.environment
    const others = byCluster.get(cluster)
    if (others === undefined) byCluster.set(cluster, [model])
    else others.push(model)
  }
  return [...byCluster].map(([cluster, found]) => ({ cluster, models: found }))
}
