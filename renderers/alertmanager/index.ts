import { defineRenderer, yaml } from '../../engine/sdk.ts'
import { alertmanagerComponents, dingtalkBridge } from './components.ts'
import { alertmanagerConfig } from './config.ts'

export default defineRenderer({
  name: 'alertmanager',
  summary: 'Who is told of which alerts, for a platform with `monitoring: files`.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *components(model, { image }) {
    if (model.monitoring.mode === 'files') yield* alertmanagerComponents(model, image)
    if (model.monitoring.mode === 'operator') yield* dingtalkBridge(model, image)
  },

  *environment(model) {
    if (model.monitoring.mode !== 'files') return
    yield yaml(`${model.environment.name}/alertmanager.yml`, alertmanagerConfig(model))
  },
})
