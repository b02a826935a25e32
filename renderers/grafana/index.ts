import { defineRenderer, json, object, yaml } from '../../engine/sdk.ts'
import { grafanaComponent } from './components.ts'
import { dashboardJson } from './dashboard.ts'
import { dashboardMaps } from './dashboard-maps.ts'
import { dashboardsOf } from './dashboards/all.ts'
import { dashboardProviders, dataSources } from './provisioning.ts'

export default defineRenderer({
  name: 'grafana',
  summary: 'Dashboards, and how Grafana finds them and its data, for a platform with `monitoring: files`.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *components(model, { image }) {
    if (model.monitoring.mode === 'files') yield grafanaComponent(model, image)
  },

  *environment(model) {
    if (model.monitoring.mode === 'operator') for (const map of dashboardMaps(model)) yield object(map)
    if (model.monitoring.mode !== 'files') return
    const { name } = model.environment
    yield yaml(`${name}/provisioning/datasources/platform.yaml`, dataSources(model))
    yield yaml(`${name}/provisioning/dashboards/platform.yaml`, dashboardProviders(model))
    for (const dashboard of dashboardsOf(model))
      yield json(`${name}/dashboards/${dashboard.name.replace(' ', '-')}.json`, dashboardJson(dashboard, model))
  },
})
