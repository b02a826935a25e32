import type { Store } from '../../../../engine/sdk.ts'
import { live, memberEnv, PLAIN, ready, type StoreProgram, script, secretFile, startup } from '../program.ts'
import { STORE_USER } from '../user.ts'
import { access, config } from './config.ts'
import { PGDATA, VOLUME } from './facts.ts'
import { replicationScript, startScript } from './scripts.ts'

/**
 * `initdb` insists on a name for its user, which images based on Alpine give to nobody else. Processes share memory in /dev/shm, which is
 * too small in most containers for a large join. https://hub.docker.com/_/postgres
 */
export function postgresql(store: Store): StoreProgram {
  const user = store.user === undefined ? 'postgres' : store.user
  const database = store.database === undefined ? user : store.database
  const ping = ['pg_isready', '--host=127.0.0.1', `--username=${user}`, `--dbname=${database}`, '--quiet']
  const members = store.replicas > 1
  return {
    ...PLAIN,
    command: ['sh', `${store.folders.configuration}/start.sh`],
    ...(store.args.length === 0 ? {} : { args: store.args }),
    env: [
      ...memberEnv(store),
      { name: 'POSTGRES_USER', value: user },
      { name: 'POSTGRES_DB', value: database },
      { name: 'POSTGRES_PASSWORD_FILE', value: secretFile(store, 'password') },
      { name: 'PGDATA', value: PGDATA },
    ],
    writable: [
      { path: '/tmp', size: '64Mi', medium: undefined },
      { path: '/var/run/postgresql', size: '16Mi', medium: undefined },
      { path: '/dev/shm', size: '256Mi', medium: 'Memory' },
    ],
    files: {
      'postgresql.conf': config(store),
      'pg_hba.conf': access(store),
      'pg_ident.conf': '# Nobody is let in by the name of an account.\n',
      'start.sh': startScript(store),
      passwd: script(['root:x:0:0:root:/root:/sbin/nologin', `postgres:x:${STORE_USER}:${STORE_USER}:PostgreSQL:${VOLUME}:/bin/sh`]),
      ...(members ? { 'replication.sh': replicationScript(store) } : {}),
    },
    placed: {
      '/etc/passwd': 'passwd',
      ...(members ? { '/docker-entrypoint-initdb.d/replication.sh': 'replication.sh' } : {}),
    },
    startup: startup(ping),
    live: live(ping),
    ready: ready([
      `export PGPASSWORD="$(cat ${secretFile(store, 'password')})"`,
      'exec psql --host=127.0.0.1 --no-psqlrc --quiet \\',
      `  --username=${user} --dbname=${database} --command='SELECT 1'`,
    ]),
  }
}
