import { defineRenderer, text, yaml } from '../../engine/sdk.ts'
import { pipelinesOf } from '../_shared/pipeline/pipeline.ts'
import { protectedEnvironments } from '../_shared/pipeline/protected.ts'
import { gitlabJobs } from './jobs.ts'
import { rootFile } from './root.ts'

export default defineRenderer({
  name: 'gitlab',
  summary: "The pipelines as GitLab CI: a file for each service, and one that includes them, for the project's CI/CD configuration file.",
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *platform(models, { image, template }) {
    const [first] = models
    if (first === undefined || !first.delivery.engines.includes('gitlab')) return
    const pipelines = pipelinesOf(models, image)
    if (pipelines.length === 0) return
    yield yaml('.gitlab-ci.yml', rootFile(pipelines, first, image))
    const environments = protectedEnvironments(models)
    if (environments.length > 0)
      yield text('protect-environments.sh', template('protect-environments.sh', { environments }), '#', { executable: true, after: 1 })
    for (const pipeline of pipelines) yield yaml(`${pipeline.service}.yml`, gitlabJobs(pipeline, first, image))
  },
})
