import { defineRenderer, text } from '../../engine/sdk.ts'
import { builtServices } from '../_shared/built-services.ts'
import { pipelinesOf } from '../_shared/pipeline/pipeline.ts'
import { shellWord } from '../_shared/quote/shell.ts'
import { xmlText } from '../_shared/quote/xml.ts'
import { preCommit, renovate } from './upkeep.ts'
import { environmentView, factsView } from './view.ts'

export default defineRenderer({
  name: 'delivery',
  summary: 'What every pipeline runs, whatever its engine: scripts that build, deploy, undo and tell, and what they know of each service.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *platform(models, { image, template }) {
    const [first] = models
    if (first === undefined || first.delivery.engines.length === 0) return
    const built = builtServices(models)
    if (built.length === 0) return
    const script = (name: string, view: object = {}) => text(name, template(name, view), '#', { executable: true, after: 1 })
    yield script('image.sh', { mirrors: first.images.login !== undefined })
    yield script('deploy.sh')
    // Jenkins tells people by itself, without an agent.
    if (first.delivery.notify !== undefined && first.delivery.engines.some((engine) => engine !== 'jenkins'))
      yield script('notify.py', { attempts: first.delivery.retries + 1 })
    yield renovate(first)
    yield preCommit(first)
    if (first.delivery.maven !== undefined)
      yield text('settings.xml', template('settings.xml', { mirror: xmlText(first.delivery.maven.mirror) }), ['<!--', '-->'], { after: 1 })
    const pipelines = pipelinesOf(models, image)
    if (pipelines.some(({ deployments }) => deployments.some(({ acceptance }) => acceptance !== undefined)))
      yield script('accept.sh', { requirements: shellWord(`${first.delivery.output}/robot/requirements.txt`) })
    for (const pipeline of pipelines) {
      const service = built.find((one) => one.service.name === pipeline.service)
      if (service === undefined) continue
      yield text(`${pipeline.service}/_facts.sh`, template('facts.sh', factsView(pipeline, service)), '#')
      for (const deployment of pipeline.deployments)
        yield text(
          `${pipeline.service}/${deployment.environment}.sh`,
          template('environment.sh', environmentView(deployment, pipeline)),
          '#',
        )
    }
  },
})
