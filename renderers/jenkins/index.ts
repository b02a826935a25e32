import { defineRenderer, text } from '../../engine/sdk.ts'
import { pipelinesOf } from '../_shared/pipeline/pipeline.ts'
import { shellWord } from '../_shared/quote/shell.ts'
import { imageOf, jenkinsComponent } from './install/component.ts'
import { JENKINS, pluginsOf } from './install/plugins.ts'
import { jenkinsPolicies } from './install/policies.ts'
import { jenkinsfileView, libraryOf } from './jenkinsfile.ts'
import { libraryFiles, libraryView } from './library.ts'
import { podFiles } from './pods.ts'

export default defineRenderer({
  name: 'jenkins',
  summary: 'A Jenkinsfile for every service that is built here, and the shared library that they are sentences over.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  components: jenkinsComponent,
  environment: jenkinsPolicies,

  *platform(models, { image, template }) {
    const [first] = models
    if (first === undefined || !first.delivery.engines.includes('jenkins')) return
    const pipelines = pipelinesOf(models, image)
    if (pipelines.length === 0) return
    for (const pipeline of pipelines)
      yield text(
        `${pipeline.service}/Jenkinsfile`,
        template('Jenkinsfile', jenkinsfileView(pipeline, first.delivery.jenkins.library)),
        '//',
      )
    yield text('Jenkinsfile', template('platform.Jenkinsfile', { library: libraryOf(first.delivery.jenkins.library) }), '//')
    const view = libraryView(first, pipelines, image)
    for (const [name, path] of libraryFiles(view)) yield text(`library/${path}`, template(name, view), '//')
    const { install } = first.delivery.jenkins
    if (install !== undefined) {
      const folder = `${first.delivery.output}/jenkins/image`
      const view = { image: image(JENKINS.image).reference, tag: shellWord(imageOf(first)), folder: shellWord(folder) }
      yield text('image/Dockerfile', template('install.Dockerfile', view), '#')
      yield text('image/plugins.txt', `${pluginsOf(models).join('\n')}\n`, '#')
    }
    yield* podFiles(first, pipelines, image)
  },
})
