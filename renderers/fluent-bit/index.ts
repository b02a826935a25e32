import { defineRenderer, text } from '../../engine/sdk.ts'
import { logAgent } from '../_shared/log-agent.ts'
import { scopeOfNode } from '../_shared/log-scope.ts'
import { logSecrets } from '../_shared/log-secrets.ts'
import { logSidecars } from '../_shared/log-sidecar.ts'
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
    const files = fluentBitFiles(scopeOfNode(model), template)
    if (files.size === 0) return
    const zone = zoneOf(model)
    const common = {
      image: model.logging.image ?? image('docker.io/fluent/fluent-bit:5.1.1').reference,
      command: ['/fluent-bit/bin/fluent-bit', '--config', `${FOLDER}/fluent-bit.yaml`],
      state: stateFolder(model),
      env: zone === undefined ? {} : { TZ: zone },
    }
    yield logAgent(
      {
        ...common,
        files: new Map([...files].map(([name, content]) => [`${FOLDER}/${name}`, content])),
        port: METRICS_PORT,
        ready: '/',
        live: '/',
        metrics: '/api/v2/metrics/prometheus',
        asksApi: false,
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
    yield* logSidecars({ ...common, folder: FOLDER, files: (scope) => fluentBitFiles(scope, template), memory: '128Mi', tmp: false }, model)
  },

  *environment(model, { template, report }) {
    const { name } = model.environment
    if (model.logging.agent === 'fluent-bit') reportLimits(model, report)
    for (const [file, content] of fluentBitFiles(scopeOfNode(model), template))
      yield text(`${name}/${file}`, content, file.endsWith('.lua') ? '--' : '#')
  },
})
