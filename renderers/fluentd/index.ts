import { at, defineRenderer, text } from '../../engine/sdk.ts'
import { logAgent } from '../_shared/log-agent.ts'
import { scopeOfNode } from '../_shared/log-scope.ts'
import { logSidecars } from '../_shared/log-sidecar.ts'
import { noPublishedImage } from './diagnostics.ts'
import { fluentdFiles, METRICS_PORT, stateFolder } from './files.ts'
import { gemfile, publishedImage } from './plugins.ts'

const FOLDER = '/fluentd/etc'
/** Ruby puts no temporary file where everybody may write, as into the empty volume that `/tmp` is. What goes to a bucket is such a file first. */
const TEMPORARY = '/tmp/fluentd'

export default defineRenderer({
  name: 'fluentd',
  summary: 'The configuration of the log agent, for a platform with `logging: fluentd`.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *components(model, { template }) {
    const files = fluentdFiles(scopeOfNode(model), template)
    if (files.size === 0) return
    // Without an image it is told below, and nothing is rendered.
    const image = model.logging.image ?? publishedImage(model) ?? 'docker.io/fluent/fluentd:v1.19.3-debian-1.0'
    const common = {
      image,
      command: ['tini', '--', 'sh', '-c', `mkdir -p -m 0700 ${TEMPORARY} && exec fluentd --config ${FOLDER}/fluent.conf`],
      state: stateFolder(model),
    }
    yield logAgent(
      {
        ...common,
        files: new Map([...files].map(([name, content]) => [`${FOLDER}/${name}`, content])),
        port: METRICS_PORT,
        ready: '/metrics',
        live: '/metrics',
        metrics: '/metrics',
        asksApi: true,
        env: { TMPDIR: TEMPORARY },
        fromEnvironment: new Map(),
      },
      model,
    )
    yield* logSidecars(
      {
        ...common,
        folder: FOLDER,
        files: (scope) => fluentdFiles(scope, template),
        memory: '256Mi',
        tmp: true,
        env: { TMPDIR: TEMPORARY, POD_ID: { field: 'metadata.uid' }, POD_IP: { field: 'status.podIP' } },
      },
      model,
    )
  },

  *environment(model, { template, report }) {
    const { name } = model.environment
    for (const [file, content] of fluentdFiles(scopeOfNode(model), template)) yield text(`${name}/${file}`, content, '#')
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
