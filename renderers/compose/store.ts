import type { Store } from '../../engine/sdk.ts'
import { otherProgram, type Program } from './other-stores.ts'
import type { PublishedPort } from './ports.ts'
import { secretName } from './secrets.ts'
import { portsOf } from './service-ports.ts'
import type { Value } from './value.ts'

/** A store as its official image runs it, which is its own root until it has made its folders. */
export function storeService(store: Store, ports: readonly PublishedPort[]): Value {
  const { environment, data, test, entrypoint, command } = programOf(store)
  return {
    image: store.image.reference,
    restart: 'unless-stopped',
    entrypoint,
    command,
    environment: Object.keys(environment).length === 0 ? undefined : environment,
    secrets:
      store.secretKeys.length === 0
        ? undefined
        : store.secretKeys.map((key) => ({ source: secretName(store.secret, key), target: fileOf(store, key) })),
    volumes: [{ type: 'volume', source: store.name, target: data }],
    ports: portsOf(ports),
    healthcheck: { test, interval: '5s', timeout: '5s', retries: 12, start_period: '60s' },
    stop_grace_period: '60s',
  }
}

const fileOf = ({ name }: Store, key: string): string => `/run/secrets/${name}/${key}`

/** https://hub.docker.com/_/mysql · https://hub.docker.com/_/postgres · https://hub.docker.com/_/redis */
function programOf(store: Store): Program {
  const { engine, args, database, user } = store
  const password = fileOf(store, 'password')
  switch (engine) {
    case 'mysql':
      return {
        environment: {
          MYSQL_ROOT_PASSWORD_FILE:
            user === 'root' || store.secretKeys.includes(store.rootPasswordKey) ? fileOf(store, store.rootPasswordKey) : password,
          ...(database === undefined ? {} : { MYSQL_DATABASE: database }),
          ...(user === undefined || user === 'root' ? {} : { MYSQL_USER: user, MYSQL_PASSWORD_FILE: password }),
        },
        data: '/var/lib/mysql',
        // It answers on its socket while it is still made, and on its port when it is there.
        test: ['CMD', 'mysqladmin', 'ping', '--host=127.0.0.1', '--silent'],
        ...(args.length === 0 ? {} : { command: args }),
      }
    case 'postgresql': {
      const owner = user === undefined ? 'postgres' : user
      return {
        environment: {
          POSTGRES_USER: owner,
          POSTGRES_DB: database === undefined ? owner : database,
          POSTGRES_PASSWORD_FILE: password,
          PGDATA: '/var/lib/postgresql/pgdata',
        },
        data: '/var/lib/postgresql',
        test: ['CMD', 'pg_isready', '--host=127.0.0.1', `--username=${owner}`, '--quiet'],
        ...(args.length === 0 ? {} : { command: args }),
      }
    }
    case 'redis':
      return {
        environment: {},
        data: '/data',
        test: ['CMD-SHELL', `REDISCLI_AUTH="$(cat ${password})" redis-cli ping | grep -q PONG`],
        entrypoint: [
          'sh',
          '-c',
          `exec docker-entrypoint.sh redis-server --requirepass "$(cat ${password})" --appendonly yes "$@"`,
          'redis',
        ],
        ...(args.length === 0 ? {} : { command: args }),
      }
    default:
      return otherProgram(engine, store, password)
  }
}
