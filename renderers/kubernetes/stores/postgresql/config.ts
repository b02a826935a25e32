import type { Store } from '../../../../engine/sdk.ts'
import { firstMember, memoryShare, script, settings, TLS, volumeShare } from '../program.ts'
import { PASSFILE, PGDATA, REPLICATOR } from './facts.ts'

/** postgresql.conf: https://www.postgresql.org/docs/17/runtime-config.html Memory as its own documentation advises for a server of its own. */
export function config(store: Store): string {
  const { connections } = store
  if (connections === undefined) throw new Error('PostgreSQL without a number of connections')
  const buffers = memoryShare(store, 0.25)
  return script(
    settings(
      store,
      {
        data_directory: PGDATA,
        hba_file: `${store.folders.configuration}/pg_hba.conf`,
        ident_file: `${store.folders.configuration}/pg_ident.conf`,
        listen_addresses: '*',
        unix_socket_directories: '/var/run/postgresql',
        max_connections: connections,
        shared_buffers: `${buffers}MB`,
        effective_cache_size: `${memoryShare(store, 0.7)}MB`,
        maintenance_work_mem: `${memoryShare(store, 0.05)}MB`,
        work_mem: `${Math.max(1, Math.floor(memoryShare(store, 0.25) / connections))}MB`,
        password_encryption: 'scram-sha-256',
        wal_level: 'replica',
        max_wal_size: `${volumeShare(store, 0.1)}MB`,
        checkpoint_completion_target: '0.9',
        log_min_duration_statement: '1s',
        log_lock_waits: 'on',
        log_timezone: 'UTC',
        timezone: 'UTC',
        ...(store.replicas === 1
          ? {}
          : {
              hot_standby: 'on',
              max_wal_senders: store.replicas + 5,
              max_replication_slots: store.replicas + 5,
              max_slot_wal_keep_size: `${volumeShare(store, 0.2)}MB`,
              primary_conninfo: `host=${firstMember(store)} port=${store.port.port} user=${REPLICATOR} passfile=${PASSFILE} sslmode=${
                store.tls === undefined ? 'prefer' : 'require'
              }`,
            }),
        ...(store.tls === undefined ? {} : { ssl: 'on', ssl_cert_file: TLS.cert, ssl_key_file: TLS.key, ssl_ca_file: TLS.ca }),
      },
      (key, value) => `${key} = '${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`,
    ),
  )
}

/** pg_hba.conf: nobody without a password, from the network only encrypted where there is a certificate. https://www.postgresql.org/docs/17/auth-pg-hba-conf.html */
export function access(store: Store): string {
  const remote = store.tls === undefined ? 'host' : 'hostssl'
  return script([
    'local all all scram-sha-256',
    'host all all 127.0.0.1/32 scram-sha-256',
    'host all all ::1/128 scram-sha-256',
    ...(store.replicas === 1 ? [] : [`${remote} replication ${REPLICATOR} all scram-sha-256`]),
    `${remote} all all all scram-sha-256`,
  ])
}
