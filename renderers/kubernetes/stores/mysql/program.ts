import type { Store } from '../../../../engine/sdk.ts'
import type { EnvVar } from '../../../_shared/pod-types.ts'
import { live, memberEnv, PLAIN, ready, type StoreProgram, secretFile, startup } from '../program.ts'
import { config } from './config.ts'
import { replicationScript, startScript } from './scripts.ts'

/** https://hub.docker.com/_/mysql The image's folder for exports belongs to another user, so there are none. */
export function mysql(store: Store): StoreProgram {
  const ping = ['mysqladmin', 'ping', '--host=127.0.0.1', '--silent']
  const members = store.replicas > 1
  return {
    ...PLAIN,
    command: ['sh', `${store.folders.configuration}/start.sh`],
    ...(store.args.length === 0 ? {} : { args: store.args }),
    env: environment(store),
    writable: [
      { path: '/tmp', size: '64Mi', medium: undefined },
      { path: '/var/run/mysqld', size: '16Mi', medium: undefined },
    ],
    files: {
      'platgen.cnf': config(store),
      'start.sh': startScript(store),
      ...(members ? { 'replication.sh': replicationScript(store) } : {}),
    },
    placed: members ? { '/docker-entrypoint-initdb.d/replication.sh': 'replication.sh' } : {},
    startup: startup(ping),
    // It answers while it lives, also somebody without a password.
    live: live(ping),
    ready: ready(members ? replicates(store) : query(store)),
  }
}

/** `root` always exists, and its password is its own; the image refuses to make it again. */
function environment(store: Store): readonly EnvVar[] {
  const { database, user } = store
  return [
    ...memberEnv(store),
    { name: 'MYSQL_ROOT_PASSWORD_FILE', value: secretFile(store, store.rootPasswordKey) },
    ...(database === undefined ? [] : [{ name: 'MYSQL_DATABASE', value: database }]),
    ...(user === undefined || user === 'root'
      ? []
      : [
          { name: 'MYSQL_USER', value: user },
          { name: 'MYSQL_PASSWORD_FILE', value: secretFile(store, 'password') },
        ]),
  ]
}

/** Logs in as clients do. The password is in no argument, where every process could read it. */
function query(store: Store): readonly string[] {
  const user = store.user === undefined ? 'root' : store.user
  const password = secretFile(store, user === 'root' ? store.rootPasswordKey : 'password')
  const database = store.database === undefined ? '' : ` --database=${store.database}`
  return [`export MYSQL_PWD="$(cat ${password})"`, `exec mysql --host=127.0.0.1 --execute='SELECT 1' \\`, `  --user=${user}${database}`]
}

/** The primary is ready when it answers, a copy when it also hears from the primary. */
function replicates(store: Store): readonly string[] {
  return [
    `export MYSQL_PWD="$(cat ${secretFile(store, store.rootPasswordKey)})"`,
    'heard="$(mysql --host=127.0.0.1 --user=root --skip-column-names --batch --execute="',
    '  SELECT IF(@@GLOBAL.read_only, (SELECT COUNT(*) FROM performance_schema.replication_connection_status WHERE SERVICE_STATE = \'ON\'), 1)")"',
    'test "$heard" = 1',
  ]
}
