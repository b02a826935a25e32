import type { Store } from '../../../../engine/sdk.ts'
import { firstMember, script, secretFile } from '../program.ts'
import { line, REPLICATOR, VOLUME } from './facts.ts'

/** Starts a member: each has a number of its own, and one that was the primary never becomes a copy by itself, because what it has may be missing elsewhere. */
export function startScript(store: Store): string {
  const members =
    store.replicas === 1
      ? []
      : [
          'number=${POD_NAME##*-}',
          `mkdir -p ${VOLUME}/conf.d`,
          `if [ "$number" != 0 ] && [ -d ${VOLUME}/data/mysql ] && [ ! -e ${VOLUME}/conf.d/replica.cnf ]; then`,
          '  echo "$POD_NAME has data, but was never a copy of the primary; see the runbook of this store" >&2',
          '  exit 1',
          'fi',
          `set -- "--server-id=$((number + 1))" "--report-host=$POD_NAME.${store.headless}" "$@"`,
        ]
  return script(['#!/bin/sh', 'set -eu', `mkdir -p ${VOLUME}/tmp`, ...members, 'exec docker-entrypoint.sh mysqld "$@"'])
}

/**
 * Runs once on each member, when its data is made: the primary lets copies log in, and a copy starts from all that the primary has.
 * The image reads it into its own shell, so it neither ends that nor changes its settings. https://dev.mysql.com/doc/refman/8.4/en/replication-gtids-failover.html
 */
export function replicationScript(store: Store): string {
  const words = line(store) === '8.4' ? NEW : OLD
  const primary = firstMember(store)
  return script([
    '#!/bin/sh',
    '# shellcheck shell=bash',
    `replication_password=$(sed "s/[\\\\\\\\']/\\\\\\\\&/g" ${secretFile(store, 'replication-password')})`,
    'if [ "${POD_NAME##*-}" = 0 ]; then',
    `  docker_process_sql --database=mysql <<SQL`,
    `CREATE USER '${REPLICATOR}'@'%' IDENTIFIED BY '$replication_password' REQUIRE SSL;`,
    `GRANT REPLICATION SLAVE ON *.* TO '${REPLICATOR}'@'%';`,
    'SQL',
    'else',
    `  copy() { MYSQL_PWD=$(cat ${secretFile(store, store.rootPasswordKey)}) "$@" --host=${primary} --user=root; }`,
    "  until copy mysql --execute='SELECT 1' >/dev/null 2>&1; do sleep 2; done",
    '  {',
    `    echo '${words.reset};'`,
    '    copy mysqldump --all-databases --single-transaction --routines --events --hex-blob --set-gtid-purged=ON',
    `    echo "${words.change(primary, '$replication_password')};"`,
    '  } | docker_process_sql --database=mysql',
    `  printf '[mysqld]\\nsuper_read_only = ON\\n' > ${VOLUME}/conf.d/replica.cnf`,
    'fi',
  ])
}

const OLD = {
  reset: 'RESET MASTER',
  change: (host: string, password: string) =>
    `CHANGE MASTER TO MASTER_HOST='${host}', MASTER_USER='${REPLICATOR}', MASTER_PASSWORD='${password}', MASTER_SSL=1, MASTER_AUTO_POSITION=1`,
}
const NEW = {
  reset: 'RESET BINARY LOGS AND GTIDS',
  change: (host: string, password: string) =>
    `CHANGE REPLICATION SOURCE TO SOURCE_HOST='${host}', SOURCE_USER='${REPLICATOR}', SOURCE_PASSWORD='${password}', SOURCE_SSL=1, SOURCE_AUTO_POSITION=1`,
}
