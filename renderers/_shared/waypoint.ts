import type { Model, Workload } from '../../engine/sdk.ts'

/** Name of the waypoint of a namespace, and of its account. https://istio.io/latest/docs/ambient/usage/waypoint/ */
export const WAYPOINT = 'waypoint'
/** Where ztunnels and waypoints take encrypted connections. */
export const HBONE = 15008

/** Whether the proxies of a workload are those of its node and its namespace, and none is in its pods. */
export function isAmbient({ inMesh }: Pick<Workload, 'inMesh'>, { mesh }: Model): boolean {
  return inMesh && mesh.mode === 'ambient'
}
