import { at, defineRenderer, text } from '../../engine/sdk.ts'
import { builtServices } from '../_shared/built-services.ts'
import { agree } from './agreement.ts'
import { nothingDeploys } from './diagnostics.ts'
import { type JenkinsOptions, options } from './options.ts'
import { triggers } from './trigger.ts'
import { pipelineView } from './view.ts'

export default defineRenderer<JenkinsOptions>({
  name: 'jenkins',
  summary: 'A pipeline for every service that is built here, for a platform with `delivery.jenkins`.',
  automatic: true,
  options,

  *platform(models, tools) {
    const [first] = models
    const jenkins = first?.delivery.jenkins
    if (first === undefined || jenkins === undefined) return
    const services = builtServices(models)
    if (services.length > 0 && models.every(({ environment }) => triggers(environment).length === 0))
      tools.report(nothingDeploys, at(first, 'delivery', 'jenkins'), {})
    for (const built of services)
      if (agree(built, tools.report))
        yield text(`${built.service.name}/Jenkinsfile`, tools.template('Jenkinsfile', pipelineView(built, jenkins, tools.options)), '//')
  },
})
