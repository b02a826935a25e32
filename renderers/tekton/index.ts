import { defineRenderer, yaml } from '../../engine/sdk.ts'
import { pipelinesOf } from '../_shared/pipeline/pipeline.ts'
import { listener } from './listener.ts'
import { tektonPipeline } from './pipeline.ts'
import { checkRun, renderCheck } from './render-check.ts'
import { byHand, runOf, tektonRun } from './run.ts'

export default defineRenderer({
  name: 'tekton',
  summary: 'The pipelines for Tekton, and what starts them: a listener to the webhooks of the Git server, or a run of each to start from.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *platform(models, { image }) {
    const [first] = models
    if (first === undefined || !first.delivery.engines.includes('tekton')) return
    const pipelines = pipelinesOf(models, image).toSorted((a, b) => (a.service < b.service ? -1 : 1))
    if (pipelines.length === 0) return
    for (const pipeline of pipelines) yield yaml(`${pipeline.service}.yaml`, tektonPipeline(pipeline, first, image))
    yield yaml('render_check.yaml', renderCheck(first, image))
    const { git } = first.delivery
    const runs = [checkRun(first), ...pipelines.map(runOf)]
    if (git !== undefined) {
      const [head, ...others] = listener(pipelines, runs, first, git)
      yield {
        ...yaml(
          'listener.yaml',
          head,
          'Webhooks of the Git server go to the port 8080 of the Service that Tekton makes for the EventListener: `el-` and its name.',
        ),
        documents: [head, ...others],
      }
      return
    }
    for (const run of runs)
      yield yaml(
        `runs/${run === runs[0] ? 'render_check' : run.name.slice(first.platform.name.length + 1)}.yaml`,
        tektonRun(run, first, byHand),
        'Create it for every event: a push to a branch (REF_TYPE branch), a tag, or a pull request.',
      )
  },
})
