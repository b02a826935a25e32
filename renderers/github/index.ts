import { defineRenderer, text, yaml } from '../../engine/sdk.ts'
import { pipelinesOf } from '../_shared/pipeline/pipeline.ts'
import { protectedEnvironments } from '../_shared/pipeline/protected.ts'
import { workflow } from './workflow.ts'

export default defineRenderer({
  name: 'github',
  summary: 'The pipelines as workflows of GitHub Actions, for `.github/workflows`.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *platform(models, { image, template }) {
    const [first] = models
    if (first === undefined || !first.delivery.engines.includes('github')) return
    const environments = protectedEnvironments(models)
    if (environments.length > 0)
      yield text('protect-environments.sh', template('protect-environments.sh', { environments }), '#', { executable: true, after: 1 })
    for (const pipeline of pipelinesOf(models, image)) yield yaml(`workflows/${pipeline.service}.yml`, workflow(pipeline, first, image))
  },
})
