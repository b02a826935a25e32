import type { Model } from '../../../engine/sdk.ts'
import { ownServices } from '../../_shared/monitoring/component.ts'
import type { Dashboard } from '../dashboard.ts'
import { meshDashboard } from './mesh.ts'
import { nodesDashboard } from './nodes.ts'
import { platformDashboard } from './platform.ts'
import { serviceDashboard } from './service.ts'
import { storeDashboards } from './store.ts'

/** Every dashboard of an environment: of the platform, of each service, of each engine of stores, of the nodes, and of the mesh. */
export function dashboardsOf(model: Model): readonly Dashboard[] {
  if (model.monitoring.mode === 'none') return []
  return [
    platformDashboard(model),
    ...ownServices(model).map((service) => serviceDashboard(service, model)),
    ...storeDashboards(model),
    ...(model.monitoring.mode === 'files' && model.monitoring.watch.nodes ? [nodesDashboard(model)] : []),
    ...(model.mesh.provider === 'istio' ? [meshDashboard(model)] : []),
  ]
}
