import { defineRenderer, text, yaml } from '../../engine/sdk.ts'
import { pipelinesOf } from '../_shared/pipeline/pipeline.ts'
import { protectedEnvironments } from '../_shared/pipeline/protected.ts'
import { renderCheck } from './render-check.ts'
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
    const pipelines = pipelinesOf(models, image)
    if (pipelines.length === 0) return
    yield yaml('workflows/render_check.yml', renderCheck(first, image))
    for (const pipeline of pipelines) yield yaml(`workflows/${pipeline.service}.yml`, workflow(pipeline, first, image))
  },
})
