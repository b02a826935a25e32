import { type JsonObject, type Model, splitKeyRef } from '../../engine/sdk.ts'
import { DINGTALK_PORT } from '../_shared/monitoring/channels.ts'

const CONFIG = '/etc/dingtalk'
const CREDENTIALS = '/run/secrets/dingtalk'

/**
 * The bridge reads its credentials from its configuration alone, so that an init container writes that from the Secrets, into memory.
 * https://github.com/timonwong/prometheus-webhook-dingtalk
 */
export function dingtalkService({ monitoring }: Model, shell: string): JsonObject {
  const robots = Object.entries(monitoring.notify.channels).flatMap(([name, { dingtalk }]) =>
    dingtalk === undefined ? [] : [{ name, ...dingtalk }],
  )
  const files = robots.flatMap(({ name, token, sign }) => [
    { volume: `${name}-token`, ref: token },
    ...(sign === undefined ? [] : [{ volume: `${name}-sign`, ref: sign }]),
  ])
  const volumes = files.map(({ volume, ref }) => {
    const [name, key] = splitKeyRef(ref)
    return [volume, { secret: { name, items: { [key]: 'value' } } }] as const
  })
  return {
    description: 'Passes alerts on to robots of DingTalk.',
    args: [`--config.file=${CONFIG}/config.yml`, `--web.listen-address=:${DINGTALK_PORT}`],
    ports: { http: DINGTALK_PORT },
    health: { ready: '/-/ready', live: '/-/healthy' },
    volumes: { config: { mount: CONFIG, empty: { size: '1Mi', medium: 'Memory' } }, ...Object.fromEntries(volumes) },
    init: [
      {
        name: 'configure',
        image: shell,
        command: ['sh', '-euc', script(robots)],
        mounts: {
          config: CONFIG,
          ...Object.fromEntries(files.map(({ volume }) => [volume, { path: `${CREDENTIALS}/${volume}`, readOnly: true }])),
        },
        resources: { cpu: '10m', memory: '16Mi' },
      },
    ],
  }
}

interface Robot {
  readonly name: string
  readonly sign?: string
  readonly mention: readonly string[]
}

/** Prints the configuration. Names of channels are DNS labels, and tokens are quoted for YAML. */
function script(robots: readonly Robot[]): string {
  const value = (volume: string) => `$(cat ${CREDENTIALS}/${volume}/value)`
  const lines = robots.flatMap(({ name, sign, mention }) => [
    `  ${name}:`,
    `    url: "https://oapi.dingtalk.com/robot/send?access_token=${value(`${name}-token`)}"`,
    ...(sign === undefined ? [] : [`    secret: "${value(`${name}-sign`)}"`]),
    ...(mention.length === 0
      ? []
      : ['    mention:', `      mobiles: [${mention.map((number) => `'${number.replaceAll("'", "''")}'`).join(', ')}]`]),
  ])
  return `cat >${CONFIG}/config.yml <<EOF\ntargets:\n${lines.join('\n')}\nEOF\n`
}
