import { defineRenderer, reachOf, text } from '../../engine/sdk.ts'
import { suiteView } from './view.ts'

export default defineRenderer({
  name: 'robot',
  summary: 'Acceptance tests by Robot Framework for every service and environment that wants them.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *platform(models, { template }) {
    const [first] = models
    if (first === undefined || first.delivery.engines.length === 0) return
    let wanted = false
    for (const model of models) {
      const { branch, tag } = reachOf(model, models)
      if (branch === undefined && tag === undefined) continue
      for (const service of Object.values(model.services)) {
        if (service.test.acceptance === undefined || service.build === undefined) continue
        wanted = true
        const environment = model.environment.name
        yield {
          ...text(`${environment}/${service.name}.robot`, template('suite.robot', suiteView(service, environment)), '#'),
          environment,
        }
      }
    }
    if (wanted) yield text('requirements.txt', template('requirements.txt', {}), '#')
  },
})
