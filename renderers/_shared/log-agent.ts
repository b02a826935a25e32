import type { Component, JsonObject, Model } from '../../engine/sdk.ts'
import { calledFor } from './log-scope.ts'
import { logSecrets } from './log-secrets.ts'

/** What differs from agent to agent. */
export interface LogAgent {
  readonly image: string
  readonly command: readonly string[]
  /** Configuration, by its absolute path. */
  readonly files: ReadonlyMap<string, string>
  /** Its folder on the node, with positions and what waits to be sent. */
  readonly state: string
  readonly port: number
  readonly ready: string
  readonly live: string
  readonly metrics: string
  /** Whether it asks the API which pod a file is of. */
  readonly asksApi: boolean
  /** Variables of its own. */
  readonly env: { readonly [name: string]: string }
  /** Secrets that it only reads from variables, with the names of these; it is told the files of all others. */
  readonly fromEnvironment: ReadonlyMap<string, string>
}

/** The agent of every node. It reads the files of all containers there, which belong to root, and keeps its own state beside them. */
export function logAgent(agent: LogAgent, model: Model): Component {
  const { logging, services } = model
  const secrets: Record<string, JsonObject> = {}
  for (const output of logging.outputs)
    for (const secret of Object.values(logSecrets(output)))
      if (secret !== undefined) {
        const variable = agent.fromEnvironment.get(secret.name)
        secrets[variable ?? secret.name] = { ref: `${secret.secret}/${secret.key}`, as: variable === undefined ? 'file-env' : 'env' }
      }
  const folders = new Set(logging.outputs.flatMap((output) => (output.type === 'file' ? [output.path] : [])))
  const tolerated = Object.assign({}, ...Object.values(services).map(({ placement }) => placement.tolerate)) as JsonObject
  return {
    name: 'log-agent',
    says: ['logging'],
    namespace: logging.namespace,
    podSecurity: 'privileged',
    service: {
      description: 'Reads what the containers of its node print, and sends it on.',
      kind: 'DaemonSet',
      image: agent.image,
      command: agent.command,
      ports: { 'http-metrics': agent.port },
      files: Object.fromEntries(agent.files),
      env: { NODE_NAME: { field: 'spec.nodeName' }, ...agent.env },
      secrets,
      volumes: {
        logs: { hostPath: { path: '/var/log', type: 'Directory' }, mount: '/var/log', readOnly: true },
        ...(logging.runtime === 'docker'
          ? {
              containers: {
                hostPath: { path: '/var/lib/docker/containers', type: 'Directory' },
                mount: '/var/lib/docker/containers',
                readOnly: true,
              },
            }
          : {}),
        state: { hostPath: { path: agent.state, type: 'DirectoryOrCreate' }, mount: agent.state },
        ...Object.fromEntries(
          [...folders].map((path, index) => [`files-${index}`, { hostPath: { path, type: 'DirectoryOrCreate' }, mount: path }]),
        ),
      },
      calls: calledFor(logging.outputs, model),
      health: {
        ready: { path: agent.ready, timeout: '5s' },
        // Slow is not dead: what it holds in memory would be read again.
        live: { path: agent.live, period: '30s', timeout: '10s', failures: 6 },
      },
      metrics: { port: 'http-metrics', path: agent.metrics },
      resources: logging.resources as unknown as JsonObject,
      rollout: { maxUnavailable: '10%' },
      lifecycle: { drain: '0s', grace: '60s' },
      security: { user: 0, group: 0, capabilities: ['DAC_READ_SEARCH'] },
      placement: {
        ...(logging.placement as unknown as JsonObject),
        // A node without it loses logs.
        priority: logging.placement.priority === 'standard' ? 'system-node-critical' : logging.placement.priority,
        // Where services may run, and on the masters.
        tolerate: { 'node-role.kubernetes.io/control-plane': {}, ...tolerated, ...(logging.placement.tolerate as unknown as JsonObject) },
      },
      waivers: {
        root: 'Log files of containers belong to root.',
        capabilities: 'It reads log files, whoever owns them.',
        privileged: 'It reads the log files of its node, and keeps there what waits to be sent.',
        ...(agent.asksApi ? { account: 'It asks the API which pod a file is of.' } : {}),
        ...(agent.fromEnvironment.size > 0 ? { secretEnv: 'It reads the keys of a bucket from its environment only.' } : {}),
      },
    },
    ...(agent.asksApi
      ? { roles: { reader: { cluster: true, rules: [{ resources: ['pods', 'namespaces'], verbs: ['get', 'list', 'watch'] }] } } }
      : {}),
  }
}
