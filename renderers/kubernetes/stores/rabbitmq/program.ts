import type { Store } from '../../../../engine/sdk.ts'
import { LIVE, memberEnv, PLAIN, READY, STARTUP, type StoreProgram, script, secretFile } from '../program.ts'
import { STORE_USER } from '../user.ts'
import { config } from './config.ts'

const HOME = '/var/lib/rabbitmq'

/**
 * Members know each other by names and by a cookie that only its owner may read; the user of services is made with the first member.
 * https://hub.docker.com/_/rabbitmq · https://www.rabbitmq.com/docs/clustering
 */
export function rabbitmq(store: Store): StoreProgram {
  const members = store.replicas > 1
  const { configuration } = store.folders
  const check = (...names: readonly string[]) => ['sh', '-c', names.map((name) => `rabbitmq-diagnostics --quiet ${name}`).join(' && ')]
  return {
    ...PLAIN,
    command: ['sh', `${configuration}/start.sh`],
    ...(store.args.length === 0 ? {} : { args: store.args }),
    env: [
      { name: 'HOME', value: HOME },
      { name: 'RABBITMQ_DEFAULT_USER', value: store.user === undefined ? store.name : store.user },
      { name: 'RABBITMQ_ENABLED_PLUGINS_FILE', value: `${configuration}/enabled_plugins` },
      ...memberEnv(store),
      ...(members ? [{ name: 'RABBITMQ_USE_LONGNAME', value: 'true' }] : []),
    ],
    writable: [
      { path: '/tmp', size: '64Mi', medium: undefined },
      { path: '/var/log/rabbitmq', size: '64Mi', medium: undefined },
    ],
    files: {
      '20-platgen.conf': config(store),
      enabled_plugins: '[rabbitmq_management,rabbitmq_prometheus].\n',
      'start.sh': startScript(store),
      passwd: script(['root:x:0:0:root:/root:/sbin/nologin', `rabbitmq:x:${STORE_USER}:${STORE_USER}:RabbitMQ:${HOME}:/bin/sh`]),
    },
    placed: { '/etc/passwd': 'passwd' },
    ports: [
      ...store.peers,
      { ...store.port, name: 'http-management', port: 15_672, servicePort: 15_672, appProtocol: 'http' },
      { ...store.port, name: 'http-metrics', port: store.metrics.port, servicePort: store.metrics.port, appProtocol: 'http' },
    ],
    // The tools start a virtual machine each time, which takes seconds.
    startup: { exec: { command: check('ping') }, ...STARTUP, timeoutSeconds: 20 },
    live: { exec: { command: check('ping') }, ...LIVE, periodSeconds: 30, timeoutSeconds: 20 },
    ready: { exec: { command: check('check_running', 'check_local_alarms') }, ...READY, periodSeconds: 30, timeoutSeconds: 20 },
    together: members,
  }
}

function startScript(store: Store): string {
  return script([
    '#!/bin/sh',
    'set -eu',
    'umask 077',
    ...(store.replicas === 1
      ? []
      : [
          `cookie=${HOME}/.erlang.cookie`,
          `cat ${secretFile(store, 'erlang-cookie')} > "$cookie.new"`,
          'chmod 400 "$cookie.new"',
          'mv -f "$cookie.new" "$cookie"',
          `export RABBITMQ_NODENAME="rabbit@$POD_NAME.${domain(store)}"`,
        ]),
    `RABBITMQ_DEFAULT_PASS=$(cat ${secretFile(store, 'password')})`,
    'export RABBITMQ_DEFAULT_PASS',
    'exec docker-entrypoint.sh rabbitmq-server "$@"',
  ])
}

function domain({ members, name }: Store): string {
  const [first] = members
  return first === undefined ? name : first.host.slice(`${name}-0.`.length)
}
