import type { Component, JsonObject, Model, Service } from '../../engine/sdk.ts'
import { volumeOf } from '../../engine/sdk.ts'
import { calledFor, type LogScope, MOST_IN_POD, scopeBeside } from './log-scope.ts'
import { logSecrets } from './log-secrets.ts'
import { joined } from './names.ts'

/** What differs from agent to agent. */
export interface AgentBeside {
  readonly image: string
  readonly command: readonly string[]
  /** Where its configuration is mounted. */
  readonly folder: string
  /** Its files, by name. */
  readonly files: (scope: LogScope) => ReadonlyMap<string, string>
  /** Its folder with positions and what waits to be sent. */
  readonly state: string
  readonly memory: string
  /** Whether it needs a `/tmp`. */
  readonly tmp: boolean
  readonly env: JsonObject
}

/** The agents that run beside services, which read the files of these and nothing else. */
export function* logSidecars(agent: AgentBeside, model: Model): Iterable<Component> {
  for (const service of Object.values(model.services)) {
    const { logs, component } = service
    if (component !== undefined || logs.sidecar === 'stream' || logs.files.length === 0) continue
    const scope = scopeBeside(service, model)
    const files = agent.files(scope)
    if (files.size > 0) yield sidecar(service, agent, scope, files, model)
  }
}

function sidecar(service: Service, agent: AgentBeside, scope: LogScope, files: ReadonlyMap<string, string>, model: Model): Component {
  const name = joined(service.name, 'log-agent')
  const secrets = scope.logging.outputs.flatMap((output) => Object.values(logSecrets(output)).filter((secret) => secret !== undefined))
  const volumeName = (secret: string): string => joined(name, secret.toLowerCase().replaceAll('_', '-'))
  const read = service.logs.files.flatMap(({ path }) => volumeOf(path, service.volumes) ?? [])
  const subPath = (volume: string): JsonObject => {
    const part = service.volumes[volume]?.subPath
    return part === undefined ? {} : { subPath: part }
  }
  const outputs = scope.logging.outputs
  // A quarter more than its buffers: what an output refuses, and positions.
  const state = `${Math.ceil((outputs.length * MOST_IN_POD * 1.25) / 2 ** 20) + 16}Mi`
  return {
    name,
    says: ['services', service.name, 'logs', 'sidecar'],
    beside: service.name,
    config: Object.fromEntries(files),
    service: {
      calls: calledFor(outputs, model),
      volumes: {
        [name]: { config: name },
        [joined(name, 'state')]: { empty: state },
        ...(agent.tmp ? { [joined(name, 'tmp')]: { empty: '16Mi' } } : {}),
        ...Object.fromEntries(
          secrets.map((secret) => [volumeName(secret.name), { secret: { name: secret.secret, items: { [secret.key]: secret.name } } }]),
        ),
      },
      sidecars: {
        [name]: {
          image: agent.image,
          command: agent.command,
          env: {
            POD_NAME: { field: 'metadata.name' },
            NODE_NAME: { field: 'spec.nodeName' },
            ...agent.env,
            ...Object.fromEntries(secrets.map((secret) => [`${secret.name}_FILE`, `/run/secrets/log-agent/${secret.name}`])),
          },
          resources: { cpu: '50m', memory: agent.memory, storage: state },
          mounts: {
            ...Object.fromEntries(read.map((volume) => [volume.name, { path: volume.mount, readOnly: true, ...subPath(volume.name) }])),
            [name]: { path: agent.folder, readOnly: true },
            [joined(name, 'state')]: agent.state,
            ...(agent.tmp ? { [joined(name, 'tmp')]: '/tmp' } : {}),
            ...Object.fromEntries(
              secrets.map((secret) => [
                volumeName(secret.name),
                { path: `/run/secrets/log-agent/${secret.name}`, subPath: secret.name, readOnly: true },
              ]),
            ),
          },
        },
      },
    },
  }
}
