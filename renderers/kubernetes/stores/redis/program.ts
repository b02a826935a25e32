import type { Store } from '../../../../engine/sdk.ts'
import { type Beside, LIVE, live, memberEnv, PLAIN, READY, ready, type StoreProgram, secretFile, startup } from '../program.ts'
import { config } from './config.ts'
import { AUTH, cli, SENTINEL_PORT } from './facts.ts'
import { PROXY_HEALTH, proxyConfig } from './proxy.ts'
import { sentinelScript, startScript } from './scripts.ts'

const MEMORY = { path: AUTH, size: '1Mi', medium: 'Memory' } as const

/** https://hub.docker.com/_/redis */
export function redis(store: Store): StoreProgram {
  const members = store.replicas > 1
  const { configuration } = store.folders
  const ping = [...cli(store, '127.0.0.1').split(' '), 'ping']
  const password = `export REDISCLI_AUTH="$(cat ${secretFile(store, 'password')})"`
  return {
    ...PLAIN,
    command: ['sh', `${configuration}/start.sh`],
    ...(store.args.length === 0 ? {} : { args: store.args }),
    env: memberEnv(store),
    writable: [MEMORY],
    files: {
      'redis.conf': config(store),
      'start.sh': startScript(store),
      ...(members ? { 'sentinel.sh': sentinelScript(store), 'haproxy.cfg': proxyConfig(store) } : {}),
    },
    ports: store.peers.filter(({ port }) => port !== SENTINEL_PORT),
    startup: startup(ping),
    // Any answer will do, also that a password is needed.
    live: live(ping),
    ready: ready([password, `test "$(${cli(store, '127.0.0.1')} ping)" = PONG`]),
    graceSeconds: 60,
    together: members,
    beside: store.proxy === undefined ? [] : [sentinel(store, password), proxy(store, store.proxy.reference)],
  }
}

function sentinel(store: Store, password: string): Beside {
  const ask = [...cli(store, '127.0.0.1', SENTINEL_PORT).split(' '), 'ping']
  return {
    name: 'sentinel',
    image: store.image.reference,
    command: ['sh', `${store.folders.configuration}/sentinel.sh`],
    ports: store.peers.filter(({ port }) => port === SENTINEL_PORT),
    writable: [MEMORY],
    secrets: true,
    env: memberEnv(store),
    live: live(ask),
    ready: ready([password, `test "$(${cli(store, '127.0.0.1', SENTINEL_PORT)} ping)" = PONG`]),
    cpu: '50m',
    memory: '64Mi',
  }
}

function proxy(store: Store, image: string): Beside {
  return {
    name: 'proxy',
    image,
    command: ['haproxy', '-W', '-db', '-f', `${store.folders.configuration}/haproxy.cfg`],
    ports: [store.port, { ...store.port, name: 'http-health', port: PROXY_HEALTH, servicePort: PROXY_HEALTH, appProtocol: 'http' }],
    writable: [],
    secrets: false,
    env: [],
    live: { tcpSocket: { port: PROXY_HEALTH }, ...LIVE },
    // It knows who the primary is.
    ready: { httpGet: { path: '/ready', port: PROXY_HEALTH }, ...READY },
    cpu: '50m',
    memory: '64Mi',
  }
}
