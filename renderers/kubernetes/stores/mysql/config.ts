import type { Store } from '../../../../engine/sdk.ts'
import { optionValue } from '../../../_shared/quote/option-file.ts'
import { memoryShare, script, settings, TLS } from '../program.ts'
import { line, VOLUME } from './facts.ts'

/**
 * my.cnf: https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html
 * The data lies in a folder of the volume, whose root may hold `lost+found`; so do temporary files, which may be larger than a scratch folder.
 * Slow statements go into a table (`mysql.slow_log`): a file would fill the volume, and the server can't append to a pipe.
 */
export function config(store: Store): string {
  const old = line(store) === '5.7'
  const members = store.replicas > 1
  return script([
    '[mysqld]',
    ...settings(
      store,
      {
        datadir: `${VOLUME}/data`,
        tmpdir: `${VOLUME}/tmp`,
        secure_file_priv: 'NULL',
        skip_name_resolve: 'ON',
        max_connections: connections(store),
        ...(old ? { character_set_server: 'utf8mb4', collation_server: 'utf8mb4_unicode_ci' } : { mysqlx: 'OFF' }),
        innodb_buffer_pool_size: `${memoryShare(store, 0.6)}M`,
        ...(old ? { innodb_log_file_size: '256M' } : { innodb_redo_log_capacity: '512M' }),
        innodb_flush_log_at_trx_commit: 1,
        sync_binlog: 1,
        ...(old ? { log_bin: 'binlog', server_id: 1, expire_logs_days: 3 } : { binlog_expire_logs_seconds: 259_200 }),
        ...(members ? { gtid_mode: 'ON', enforce_gtid_consistency: 'ON', ...(old ? { log_slave_updates: 'ON' } : {}) } : {}),
        log_output: 'TABLE',
        slow_query_log: 'ON',
        long_query_time: 1,
        ...(store.tls === undefined ? {} : { ssl_ca: TLS.ca, ssl_cert: TLS.cert, ssl_key: TLS.key, require_secure_transport: 'ON' }),
      },
      (key, value) => `${key} = ${optionValue(value)}`,
    ),
    ...(members ? ['', '# What makes a member a copy of the primary lies on its own volume.', `!includedir ${VOLUME}/conf.d/`] : []),
  ])
}

function connections({ connections: most }: Store): number {
  if (most === undefined) throw new Error('MySQL without a number of connections')
  return most
}
