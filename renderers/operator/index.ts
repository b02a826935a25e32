import { defineRenderer, object } from '../../engine/sdk.ts'
import { alertmanagerConfig } from './alertmanager-config.ts'
import { monitors } from './monitors.ts'
import { prometheusRules } from './rules.ts'

export default defineRenderer({
  name: 'operator',
  summary: 'Monitors, rules and routes as objects of the Prometheus operator, for a platform with `monitoring: operator`.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *environment(model) {
    if (model.monitoring.mode !== 'operator') return
    for (const monitor of monitors(model)) yield object(monitor)
    for (const rules of prometheusRules(model)) yield object(rules)
    const routes = alertmanagerConfig(model)
    if (routes !== undefined) yield object(routes)
  },
})
