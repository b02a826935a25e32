import type { Store } from '../../../../engine/sdk.ts'
import { firstMember, script, secretFile } from '../program.ts'
import { PASSFILE, PGDATA, REPLICATOR } from './facts.ts'

/**
 * Starts a member. A copy without data takes a whole backup of the primary first; one that was the primary never becomes a copy by itself, because what it has
 * may be missing elsewhere. https://www.postgresql.org/docs/17/warm-standby.html
 */
export function startScript(store: Store): string {
  const { configuration } = store.folders
  const start = `exec docker-entrypoint.sh postgres -c config_file=${configuration}/postgresql.conf "$@"`
  if (store.replicas === 1) return script(['#!/bin/sh', 'set -eu', start])
  const primary = firstMember(store)
  return script([
    '#!/bin/sh',
    'set -eu',
    'umask 077',
    `password=$(sed 's/[\\\\:]/\\\\&/g' ${secretFile(store, 'replication-password')})`,
    `printf '*:*:*:${REPLICATOR}:%s\\n' "$password" > ${PASSFILE}`,
    'number=${POD_NAME##*-}',
    'if [ "$number" != 0 ]; then',
    `  if [ -s ${PGDATA}/PG_VERSION ] && [ ! -e ${PGDATA}/standby.signal ]; then`,
    '    echo "$POD_NAME has data, but was never a copy of the primary; see the runbook of this store" >&2',
    '    exit 1',
    '  fi',
    `  if [ ! -s ${PGDATA}/PG_VERSION ]; then`,
    `    until pg_isready --host=${primary} --quiet; do sleep 2; done`,
    `    copy() { PGPASSFILE=${PASSFILE} pg_basebackup --host=${primary} --username=${REPLICATOR} --no-password --pgdata=${PGDATA} --wal-method=stream --slot="member_$number" "$@"; }`,
    '    # The slot of a member that comes back is still there.',
    `    copy --create-slot || { rm -rf ${PGDATA}; copy; }`,
    `    touch ${PGDATA}/standby.signal`,
    '  fi',
    '  set -- -c "primary_slot_name=member_$number" "$@"',
    'fi',
    start,
  ])
}

/** Runs once, when the data of the primary is made: lets copies log in. */
export function replicationScript(store: Store): string {
  return script([
    '#!/bin/sh',
    `psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" --set=password="$(cat ${secretFile(store, 'replication-password')})" <<'SQL'`,
    `CREATE ROLE ${REPLICATOR} LOGIN REPLICATION PASSWORD :'password';`,
    'SQL',
  ])
}
