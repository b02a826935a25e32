import type { Store } from '../../../../engine/sdk.ts'
import { firstMember, script, secretFile, TLS } from '../program.ts'
import { ASKER, AUTH, cli, quorum, SENTINEL_PORT } from './facts.ts'

/**
 * Redis reads its password from nothing but its configuration, so a file of that is written into memory: an argument could be read by every process.
 * It takes any password between double quotes, once these and backslashes in it are marked. An empty one would let everybody in, so nothing starts with that.
 * A member asks the sentinels who is the primary, and is a copy of that; while nobody knows, the first member is.
 */
export function startScript(store: Store): string {
  const auth = `${AUTH}/auth.conf`
  return script([
    ...head(store),
    `printf 'requirepass "%s"\\n' "$password" > ${auth}`,
    ...(store.replicas === 1
      ? []
      : [
          `me=$POD_NAME.${domain(store)}`,
          ...asking(store),
          `printf 'masterauth "%s"\\nreplica-announce-ip %s\\nuser ${ASKER} on nopass resetchannels -@all +ping +info\\n' "$password" "$me" >> ${auth}`,
          `[ "$primary" = "$me" ] || printf 'replicaof %s 6379\\n' "$primary" >> ${auth}`,
        ]),
    `exec docker-entrypoint.sh redis-server ${store.folders.configuration}/redis.conf "$@"`,
  ])
}

/** A sentinel beside each member. It rewrites its own configuration, so that lies in memory and is asked for again after a restart. */
export function sentinelScript(store: Store): string {
  const file = `${AUTH}/sentinel.conf`
  const secure = store.tls !== undefined
  return script([
    ...head(store),
    `me=$POD_NAME.${domain(store)}`,
    ...asking(store),
    `cat > ${file} <<CONF`,
    ...(secure
      ? [
          'port 0',
          `tls-port ${SENTINEL_PORT}`,
          `tls-cert-file ${TLS.cert}`,
          `tls-key-file ${TLS.key}`,
          `tls-ca-cert-file ${TLS.ca}`,
          'tls-auth-clients no',
          'tls-replication yes',
        ]
      : [`port ${SENTINEL_PORT}`]),
    `dir ${AUTH}`,
    'sentinel resolve-hostnames yes',
    'sentinel announce-hostnames yes',
    'sentinel announce-ip $me',
    `sentinel monitor ${store.name} $primary 6379 ${quorum(store)}`,
    `sentinel auth-pass ${store.name} "$password"`,
    `sentinel down-after-milliseconds ${store.name} 5000`,
    `sentinel failover-timeout ${store.name} 60000`,
    `sentinel parallel-syncs ${store.name} 1`,
    'requirepass "$password"',
    'CONF',
    `exec redis-sentinel ${file}`,
  ])
}

function head(store: Store): readonly string[] {
  return [
    '#!/bin/sh',
    'set -eu',
    'umask 077',
    `password=$(sed 's/[\\\\"]/\\\\&/g' ${secretFile(store, 'password')})`,
    'test -n "$password"',
  ]
}

/** Who the primary is, as the first sentinel says that knows. */
function asking(store: Store): readonly string[] {
  return [
    `REDISCLI_AUTH=$(cat ${secretFile(store, 'password')})`,
    'export REDISCLI_AUTH',
    'primary=',
    `for member in ${store.members.map(({ host }) => host).join(' ')}; do`,
    `  primary=$(timeout 3 ${cli(store, '"$member"', SENTINEL_PORT)} sentinel get-master-addr-by-name ${store.name} 2>/dev/null | head -n 1) || primary=`,
    '  case $primary in *.*) break ;; *) primary= ;; esac',
    'done',
    `primary=\${primary:-${firstMember(store)}}`,
  ]
}

function domain(store: Store): string {
  return firstMember(store).slice(`${store.name}-0.`.length)
}
