import { type Exporter, exporter } from './exporter.ts'

/** https://github.com/prometheus/mysqld_exporter, with the collectors that run without a word. */
const mysql = exporter('mysqld_exporter', 'pods', {
  mysql_up: '',
  mysql_global_status_threads_connected: '',
  mysql_global_status_threads_running: '',
  mysql_global_status_max_used_connections: '',
  mysql_global_status_queries: '',
  mysql_global_status_slow_queries: '',
  mysql_global_status_aborted_connects: '',
  mysql_global_status_commands_total: 'command',
  mysql_global_status_innodb_row_lock_waits: '',
  mysql_global_status_innodb_buffer_pool_reads: '',
  mysql_global_status_innodb_buffer_pool_read_requests: '',
  mysql_global_status_uptime: '',
  mysql_global_variables_max_connections: '',
  mysql_global_variables_long_query_time: '',
  mysql_slave_status_seconds_behind_master: 'master_host master_uuid channel_name connection_name',
  mysql_slave_status_slave_io_running: 'master_host master_uuid channel_name connection_name',
})

/** https://github.com/prometheus-community/postgres_exporter */
const postgresql = exporter('postgres_exporter', 'pods', {
  pg_up: '',
  pg_stat_activity_count: 'datname state usename application_name backend_type wait_event wait_event_type server',
  pg_stat_activity_max_tx_duration: 'datname state usename application_name backend_type wait_event wait_event_type server',
  pg_settings_max_connections: 'server',
  pg_stat_database_xact_commit: 'datid datname',
  pg_stat_database_xact_rollback: 'datid datname',
  pg_stat_database_deadlocks: 'datid datname',
  pg_stat_database_blks_hit: 'datid datname',
  pg_stat_database_blks_read: 'datid datname',
  pg_stat_database_temp_bytes: 'datid datname',
  pg_database_size_bytes: 'datname',
  pg_locks_count: 'datname mode',
  pg_replication_lag_seconds: '',
})

/** https://github.com/oliver006/redis_exporter */
const redis = exporter('redis_exporter', 'pods', {
  redis_up: '',
  redis_connected_clients: '',
  redis_config_maxclients: '',
  redis_blocked_clients: '',
  redis_memory_used_bytes: '',
  redis_memory_max_bytes: '',
  redis_commands_processed_total: '',
  redis_evicted_keys_total: '',
  redis_expired_keys_total: '',
  redis_keyspace_hits_total: '',
  redis_keyspace_misses_total: '',
  redis_rejected_connections_total: '',
  redis_rdb_last_bgsave_status: '',
  redis_db_keys: 'db',
  redis_uptime_in_seconds: '',
})

/** The exporter of each engine of stores that has one here. */
export const storeExporters: { readonly [engine: string]: Exporter } = { mysql, postgresql, redis }
