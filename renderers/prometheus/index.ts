import { defineRenderer, object, yaml } from '../../engine/sdk.ts'
import { rulesOf } from '../_shared/monitoring/rules.ts'
import { adapterConfig } from './adapter.ts'
import { metricsAdapter, metricsApi } from './adapter-component.ts'
import { prometheusComponents } from './components.ts'
import { prometheusConfig } from './config.ts'
import { ruleGroups, ruleTests } from './rule-files.ts'
import { storeExporters } from './store-exporters.ts'

export default defineRenderer({
  name: 'prometheus',
  summary: 'What is scraped, rules, alerts and the unit tests of both, for a platform with `monitoring: files`.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *components(model, { image }) {
    if (model.monitoring.mode === 'files') yield* prometheusComponents(model, image)
    if (model.monitoring.mode === 'operator') yield* storeExporters(model, image)
    yield* metricsAdapter(model, image)
  },

  *environment(model) {
    const { name } = model.environment
    const adapter = model.monitoring.mode === 'none' ? undefined : adapterConfig(model)
    if (adapter !== undefined) yield yaml(`${name}/adapter.yaml`, adapter)
    const api = metricsApi(model)
    if (api !== undefined) yield object(api)
    if (model.monitoring.mode !== 'files') return
    yield yaml(`${name}/prometheus.yml`, prometheusConfig(model))
    for (const file of rulesOf(model)) {
      const { groups } = ruleGroups(file, model)
      if (groups.length === 0) continue
      yield yaml(`${name}/rules/${file.name}.yaml`, { groups })
      // An objective reads what is recorded of its service.
      const needed = file.name.endsWith('-slo') ? [file.name.slice(0, -'-slo'.length), file.name] : [file.name]
      const tests = ruleTests(file, needed)
      if (tests !== undefined) yield yaml(`${name}/tests/${file.name}.yaml`, tests)
    }
  },
})
