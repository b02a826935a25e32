import type { Environment } from '../../../engine/sdk.ts'
import { shorten } from '../names.ts'

/** A dashboard: of the platform, the nodes or the mesh; of a service; or of all stores of an engine. */
export type DashboardName = 'platform' | 'nodes' | 'mesh' | `service ${string}` | `store ${string}`

/** Grafana takes at most 40 characters. https://grafana.com/docs/grafana/latest/developers/http_api/dashboard/#identifier-id-vs-unique-identifier-uid */
const LONGEST_UID = 40

/** What a dashboard is known by, in every Grafana: the namespace of the environment is part of it, so that one Grafana may hold several environments. */
export function dashboardUid(name: DashboardName, { namespace }: Pick<Environment, 'namespace'>): string {
  return shorten(`${namespace}-${name.replace(' ', '-')}`, LONGEST_UID)
}

/** Below the address of Grafana. */
export function dashboardPath(name: DashboardName, environment: Pick<Environment, 'namespace'>): string {
  return `d/${dashboardUid(name, environment)}`
}
