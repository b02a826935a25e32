import { type EngineWatch, limited, MINUTE, together } from './watch.ts'

/** https://github.com/prometheus/mysqld_exporter */
export const mysql: EngineWatch = {
  up: 'mysql_up',
  connections: limited('mysql_global_status_threads_connected', 'mysql_global_variables_max_connections'),
  alerts: ({ store, model, of, stays, grows }) => {
    const { slowQueries } = model.monitoring.alerts
    if (slowQueries === undefined) return []
    return [
      {
        word: 'slowQueries',
        raised: slowQueries,
        expr: `sum(increase(${of('mysql_global_status_slow_queries')}[5m])) > ${slowQueries.bound}`,
        summary: `${store.name} has slow queries.`,
        description: `{{ $value | humanize }} queries of ${store.name} took longer than long_query_time in five minutes.`,
        fires: grows('mysql_global_status_slow_queries', slowQueries.bound + 1),
        quiet: stays('mysql_global_status_slow_queries', 7),
      },
    ]
  },
}

/** https://github.com/prometheus-community/postgres_exporter */
export const postgresql: EngineWatch = {
  up: 'pg_up',
  connections: limited('pg_stat_activity_count', 'pg_settings_max_connections', { datname: 'app', state: 'active' }),
  alerts: ({ store, of, stays }) => [
    {
      word: 'longQueries',
      raised: { for: 5 * MINUTE, severity: 'warning' },
      expr: `max by (datname) (${of('pg_stat_activity_max_tx_duration', { state: ['active', 'idle in transaction'] })}) > 300`,
      summary: `A transaction of ${store.name} does not end.`,
      description:
        'A transaction of {{ $labels.datname }} has run for {{ $value | humanizeDuration }}. It holds locks, and nothing is cleaned up.',
      fires: stays('pg_stat_activity_max_tx_duration', 900, { datname: 'app', state: 'active' }),
      quiet: stays('pg_stat_activity_max_tx_duration', 2, { datname: 'app', state: 'active' }),
    },
  ],
}

/** https://github.com/oliver006/redis_exporter */
export const redis: EngineWatch = {
  up: 'redis_up',
  connections: limited('redis_connected_clients', 'redis_config_maxclients'),
  alerts: ({ store, range, of, stays, grows }) => [
    {
      word: 'evictions',
      raised: { for: 10 * MINUTE, severity: 'warning' },
      expr: `sum(rate(${of('redis_evicted_keys_total')}${range})) > 0`,
      summary: `${store.name} throws keys away.`,
      description: `${store.name} has no memory left and evicts {{ $value | humanize }} keys a second.`,
      fires: grows('redis_evicted_keys_total', 60),
      quiet: stays('redis_evicted_keys_total', 5),
    },
  ],
}

const fsync = 'etcd_disk_wal_fsync_duration_seconds_bucket'

/** https://etcd.io/docs/v3.6/op-guide/monitoring/ · https://etcd.io/docs/v3.6/metrics/ */
export const etcd: EngineWatch = {
  up: 'etcd_server_has_leader',
  alerts: ({ store, range, of, stays, grows }) => [
    {
      word: 'blocked',
      raised: { for: 10 * MINUTE, severity: 'critical' },
      expr: `max(${of('etcd_mvcc_db_total_size_in_bytes')}) / min(${of('etcd_server_quota_backend_bytes')}) > 0.8`,
      summary: `${store.name} will soon take no more writes.`,
      description: `The data of ${store.name} has {{ $value | humanizePercentage }} of the size that it may have. At its end etcd only reads.`,
      fires: together(stays('etcd_mvcc_db_total_size_in_bytes', 90), stays('etcd_server_quota_backend_bytes', 100)),
      quiet: together(stays('etcd_mvcc_db_total_size_in_bytes', 10), stays('etcd_server_quota_backend_bytes', 100)),
    },
    {
      word: 'storeDisk',
      raised: { for: 10 * MINUTE, severity: 'warning' },
      expr: `histogram_quantile(0.99, sum by (pod, le) (rate(${of(fsync)}${range}))) > 0.1`,
      summary: `The disk of ${store.name} is slow.`,
      description:
        '{{ $labels.pod }} waits {{ $value | humanizeDuration }} until a write is on its disk. Leaders change when it gets worse.',
      fires: together(stays(fsync, 0, { le: '1.024' }), grows(fsync, 60, { le: '2.048' }), grows(fsync, 60, { le: '+Inf' })),
      quiet: together(grows(fsync, 60, { le: '0.002' }), grows(fsync, 60, { le: '+Inf' })),
    },
    {
      word: 'leaders',
      raised: { for: 0, severity: 'warning' },
      expr: `max(increase(${of('etcd_server_leader_changes_seen_total')}[15m])) > 3`,
      summary: `The members of ${store.name} choose one leader after the other.`,
      description: `${store.name} had {{ $value | humanize }} leaders in a quarter of an hour. Nothing is written meanwhile; mostly a disk or the network is slow.`,
      fires: grows('etcd_server_leader_changes_seen_total', 1),
      quiet: stays('etcd_server_leader_changes_seen_total', 4),
    },
  ],
}
