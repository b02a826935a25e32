import { defineRenderer, text } from '../../engine/sdk.ts'
import { logAgent } from '../_shared/log-agent.ts'
import { logSecrets } from '../_shared/log-secrets.ts'
import { fluentBitFiles, METRICS_PORT } from './files.ts'
import { stateFolder } from './input.ts'
import { reportLimits, zoneOf } from './limits.ts'

const FOLDER = '/etc/fluent-bit'

export default defineRenderer({
  name: 'fluent-bit',
  summary: 'The configuration of the log agent, for a platform with `logging: fluent-bit`.',
  automatic: true,
  options: { type: 'object', additionalProperties: false, properties: {} },

  *components(model, { template, image }) {
    const files = fluentBitFiles(model, template)
    if (files.size === 0) return
    const zone = zoneOf(model)
    yield logAgent(
      {
        image: model.logging.image ?? image('docker.io/fluent/fluent-bit:5.1.1').reference,
        command: ['/fluent-bit/bin/fluent-bit', '--config', `${FOLDER}/fluent-bit.yaml`],
        files: new Map([...files].map(([name, content]) => [`${FOLDER}/${name}`, content])),
        state: stateFolder(model),
        port: METRICS_PORT,
        ready: '/',
        live: '/',
        metrics: '/api/v2/metrics/prometheus',
        asksApi: false,
        env: zone === undefined ? {} : { TZ: zone },
        fromEnvironment: new Map(
          model.logging.outputs.flatMap((output) => {
            const { accessKey, secretKey } = logSecrets(output)
            return accessKey === undefined || secretKey === undefined
              ? []
              : [[accessKey.name, 'AWS_ACCESS_KEY_ID'] as const, [secretKey.name, 'AWS_SECRET_ACCESS_KEY'] as const]
          }),
        ),
      },
      model,
    )
  },

  *environment(model, { template, report }) {
    const { name } = model.environment
    if (model.logging.agent === 'fluent-bit') reportLimits(model, report)
    for (const [file, content] of fluentBitFiles(model, template))
      yield text(`${name}/${file}`, content, file.endsWith('.lua') ? '--' : '#')
  },
})
