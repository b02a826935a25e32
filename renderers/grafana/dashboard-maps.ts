import type { KubernetesObject, Model } from '../../engine/sdk.ts'
import { platformLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'
import { joined } from '../_shared/names.ts'
import { dashboardJson } from './dashboard.ts'
import { dashboardsOf } from './dashboards/all.ts'

/** The label by which the sidecar of Grafana's chart finds dashboards. https://github.com/grafana/helm-charts/tree/main/charts/grafana#sidecar-for-dashboards */
const LABEL = { grafana_dashboard: '1' } as const

/** Dashboards for a Grafana that somebody else runs: a ConfigMap each. */
export function* dashboardMaps(model: Model): Iterable<KubernetesObject> {
  const { platform, environment } = model
  for (const dashboard of dashboardsOf(model)) {
    const name = dashboard.name.replace(' ', '-')
    yield {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata(joined(platform.name, 'dashboard', name), environment.namespace, { ...LABEL, ...platformLabels(model) }),
      data: { [`${environment.namespace}-${name}.json`]: JSON.stringify(dashboardJson(dashboard, model)) },
    }
  }
}
