import type { Store } from '../../../engine/sdk.ts'
import type { EnvVar } from '../../_shared/pod-types.ts'
import { live, ready, type StoreProgram, secretFile, startup } from './program.ts'

const VOLUME = '/var/lib/mysql'

/**
 * The data lies in a folder of the volume, whose root may hold `lost+found`; so do temporary files, which may be larger than a scratch folder.
 * The image's folder for exports belongs to another user. https://hub.docker.com/_/mysql
 */
export function mysql(store: Store): StoreProgram {
  const ping = ['mysqladmin', 'ping', '--host=127.0.0.1', '--silent']
  return {
    command: ['sh', '-c', `mkdir -p ${VOLUME}/tmp && exec docker-entrypoint.sh "$@"`],
    args: ['mysql', `--datadir=${VOLUME}/data`, `--tmpdir=${VOLUME}/tmp`, '--secure-file-priv=NULL', ...store.args],
    env: environment(store),
    data: VOLUME,
    writable: [
      { path: '/tmp', size: '64Mi', medium: undefined },
      { path: '/var/run/mysqld', size: '16Mi', medium: undefined },
    ],
    startup: startup(ping),
    // It answers while it lives, also somebody without a password.
    live: live(ping),
    ready: ready(query(store)),
    graceSeconds: 120,
  }
}

/** `root` always exists, and its password is its own; the image refuses to make it again. */
function environment(store: Store): readonly EnvVar[] {
  const { database, user } = store
  return [
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
