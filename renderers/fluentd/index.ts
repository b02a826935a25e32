import { defineRenderer, text } from '../../engine/sdk.ts'
import { fluentdView } from './view.ts'

export default defineRenderer({
  name: 'fluentd',
  summary: 'The configuration of the log agent, for a platform with `logging: fluentd`.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *environment(model, { template }) {
    const view = fluentdView(model)
    if (view !== undefined) yield text(`${model.environment.name}/fluent.conf`, template('fluent.conf', view), '#')
  },
})
