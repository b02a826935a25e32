import type { Store } from '../../../../engine/sdk.ts'
import { script, secretFile } from '../program.ts'
import { type Steps, WORK } from './steps.ts'

/** https://www.postgresql.org/docs/17/app-pgdump.html · https://www.postgresql.org/docs/17/app-pgrestore.html */
export function postgresqlSteps(store: Store): Steps {
  const user = store.user === undefined ? 'postgres' : store.user
  const server = `--host=${store.host} --port=${store.port.servicePort} --username=${user} --no-password`
  const login = [`PGPASSWORD=$(cat ${secretFile(store, 'password')})`, 'export PGPASSWORD']
  const each = `for database in ${store.databases.join(' ')}; do`
  const dump = script([
    'set -eu',
    ...login,
    each,
    `  pg_dump ${server} --format=custom --file="${WORK}/$database.dump" "$database"`,
    `  pg_restore --list "${WORK}/$database.dump" > /dev/null`,
    'done',
  ])
  const restore = script([
    'set -eu',
    ...login,
    each,
    `  known=$(psql ${server} --no-psqlrc --tuples-only --no-align --dbname=postgres --command="SELECT 1 FROM pg_database WHERE datname = '$database'")`,
    `  [ "$known" = 1 ] || createdb ${server} "$database"`,
    `  pg_restore ${server} --dbname="$database" --clean --if-exists --no-owner --single-transaction --exit-on-error "${WORK}/$database.dump"`,
    'done',
  ])
  return {
    cold: false,
    dump: [{ name: 'dump', image: 'store', command: ['sh', '-c', dump] }],
    restore: () => [{ name: 'restore', image: 'store', command: ['sh', '-c', restore] }],
  }
}
