import { at, defineRenderer, text } from '../../engine/sdk.ts'
import { logAgent } from '../_shared/log-agent.ts'
import { noPublishedImage } from './diagnostics.ts'
import { fluentdFiles, METRICS_PORT, stateFolder } from './files.ts'
import { gemfile, publishedImage } from './plugins.ts'

export default defineRenderer({
  name: 'fluentd',
  summary: 'The configuration of the log agent, for a platform with `logging: fluentd`.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *components(model, { template }) {
    const files = fluentdFiles(model, template)
    if (files.size === 0) return
    // Without an image it is told below, and nothing is rendered.
    const image = model.logging.image ?? publishedImage(model) ?? 'docker.io/fluent/fluentd:v1.19.3-debian-1.0'
    yield logAgent(
      {
        image,
        command: ['tini', '--', 'fluentd', '--config', '/fluentd/etc/fluent.conf'],
        files: new Map([...files].map(([name, content]) => [`/fluentd/etc/${name}`, content])),
        state: stateFolder(model),
        port: METRICS_PORT,
        ready: '/metrics',
        live: '/metrics',
        metrics: '/metrics',
        asksApi: true,
        env: {},
        fromEnvironment: new Map(),
      },
      model,
    )
  },

  *environment(model, { template, report }) {
    const { name } = model.environment
    for (const [file, content] of fluentdFiles(model, template)) yield text(`${name}/${file}`, content, '#')
    const { agent, image, outputs } = model.logging
    if (agent === 'fluentd' && image === undefined && publishedImage(model) === undefined)
      report(noPublishedImage, at(model, 'logging', 'to'), { kinds: [...new Set(outputs.map(({ type }) => type))] }, { environment: name })
  },

  *platform(models, { template }) {
    const gems = gemfile(models)
    if (gems.length === 0) return
    yield text('image/Gemfile', template('Gemfile', { gems }), '#')
    yield text('image/Dockerfile', template('Dockerfile', {}), '#')
  },
})
