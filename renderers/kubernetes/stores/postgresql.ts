import type { Store } from '../../../engine/sdk.ts'
import { live, ready, type StoreProgram, secretFile, startup } from './program.ts'
import { STORE_USER } from './user.ts'

/** Above where images up to 17 have a volume of their own, and exactly where those from 18 on have it. */
const VOLUME = '/var/lib/postgresql'

/**
 * The data lies in a folder of the volume that the program makes itself, because it insists on being its owner. `initdb` insists on a name for its user,
 * which images based on Alpine give to nobody else. https://hub.docker.com/_/postgres
 */
export function postgresql(store: Store): StoreProgram {
  const user = store.user === undefined ? 'postgres' : store.user
  const database = store.database === undefined ? user : store.database
  const ping = ['pg_isready', '--host=127.0.0.1', `--username=${user}`, `--dbname=${database}`, '--quiet']
  return {
    ...(store.args.length === 0 ? {} : { args: store.args }),
    env: [
      { name: 'POSTGRES_USER', value: user },
      { name: 'POSTGRES_DB', value: database },
      { name: 'POSTGRES_PASSWORD_FILE', value: secretFile(store, 'password') },
      { name: 'PGDATA', value: `${VOLUME}/pgdata` },
    ],
    data: VOLUME,
    writable: [
      { path: '/tmp', size: '64Mi', medium: undefined },
      { path: '/var/run/postgresql', size: '16Mi', medium: undefined },
    ],
    startup: startup(ping),
    live: live(ping),
    ready: ready([
      `export PGPASSWORD="$(cat ${secretFile(store, 'password')})"`,
      'exec psql --host=127.0.0.1 --no-psqlrc --quiet \\',
      `  --username=${user} --dbname=${database} --command='SELECT 1'`,
    ]),
    graceSeconds: 120,
    passwd: `root:x:0:0:root:/root:/sbin/nologin\npostgres:x:${STORE_USER}:${STORE_USER}:PostgreSQL:${VOLUME}:/bin/sh\n`,
  }
}
