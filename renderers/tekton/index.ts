import { defineRenderer, yaml } from '../../engine/sdk.ts'
import { pipelinesOf } from '../_shared/pipeline/pipeline.ts'
import { tektonPipeline } from './pipeline.ts'
import { tektonRun } from './run.ts'

export default defineRenderer({
  name: 'tekton',
  summary: 'The pipelines for Tekton, and a run of each to start from.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *platform(models, { image }) {
    const [first] = models
    if (first === undefined || !first.delivery.engines.includes('tekton')) return
    for (const pipeline of pipelinesOf(models, image)) {
      yield yaml(`${pipeline.service}.yaml`, tektonPipeline(pipeline, first, image))
      yield yaml(
        `runs/${pipeline.service}.yaml`,
        tektonRun(pipeline, first),
        'Create it for every event: a push to a branch (REF_TYPE branch), a tag, or a pull request.',
      )
    }
  },
})
