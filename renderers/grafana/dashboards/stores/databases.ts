import { lines, query, type Row, worseFrom } from '../../panel.ts'
import { bySum, type Of } from './series.ts'

/** Queries, and how InnoDB keeps up. */
export function mysql(of: Of, range: string): readonly Row[] {
  return [
    {
      title: 'Queries',
      panels: [
        bySum('Queries', 'ops', of, range, 'mysql_global_status_queries'),
        lines('Slow queries', 'short', [query(`sum by (store) (increase(${of('mysql_global_status_slow_queries')}[5m]))`, '{{store}}')]),
        lines('Threads that run', 'short', [query(`max by (store) (${of('mysql_global_status_threads_running')})`, '{{store}}')]),
        lines('Commands', 'ops', [
          query(`topk(8, sum by (store, command) (rate(${of('mysql_global_status_commands_total')}${range})))`, '{{store}} {{command}}'),
        ]),
      ],
    },
    {
      title: 'InnoDB',
      panels: [
        lines('Pages that are not in memory', 'percentunit', [
          query(
            `sum by (store) (rate(${of('mysql_global_status_innodb_buffer_pool_reads')}${range})) / sum by (store) (rate(${of('mysql_global_status_innodb_buffer_pool_read_requests')}${range}))`,
            '{{store}}',
          ),
        ]),
        bySum('Waits for locks of rows', 'ops', of, range, 'mysql_global_status_innodb_row_lock_waits'),
      ],
    },
  ]
}

/** Transactions, and what is in memory. */
export function postgresql(of: Of, range: string): readonly Row[] {
  return [
    {
      title: 'Transactions',
      panels: [
        lines('Transactions', 'ops', [
          query(`sum by (store) (rate(${of('pg_stat_database_xact_commit')}${range}))`, '{{store}} committed'),
          query(`sum by (store) (rate(${of('pg_stat_database_xact_rollback')}${range}))`, '{{store}} rolled back'),
        ]),
        lines('Longest transaction', 's', [query(`max by (store) (${of('pg_stat_activity_max_tx_duration')})`, '{{store}}')], {
          steps: worseFrom(60, 300),
        }),
        lines('Connections by state', 'short', [query(`sum by (store, state) (${of('pg_stat_activity_count')})`, '{{store}} {{state}}')], {
          stacked: true,
        }),
        bySum('Deadlocks', 'ops', of, range, 'pg_stat_database_deadlocks'),
      ],
    },
    {
      title: 'Data',
      panels: [
        lines('Size', 'bytes', [query(`max by (store, datname) (${of('pg_database_size_bytes')})`, '{{store}} {{datname}}')]),
        lines('Blocks that are in memory', 'percentunit', [
          query(
            `sum by (store) (rate(${of('pg_stat_database_blks_hit')}${range})) / (sum by (store) (rate(${of('pg_stat_database_blks_hit')}${range})) + sum by (store) (rate(${of('pg_stat_database_blks_read')}${range})))`,
            '{{store}}',
          ),
        ]),
      ],
    },
  ]
}

/** Commands, keys and memory. */
export function redis(of: Of, range: string): readonly Row[] {
  return [
    {
      title: 'Keys',
      panels: [
        bySum('Commands', 'ops', of, range, 'redis_commands_processed_total'),
        lines('Memory', 'bytes', [
          query(`max by (store) (${of('redis_memory_used_bytes')})`, '{{store}} in use'),
          query(`max by (store) (${of('redis_memory_max_bytes')})`, '{{store}} most'),
        ]),
        lines('Keys', 'short', [query(`sum by (store, db) (${of('redis_db_keys')})`, '{{store}} {{db}}')]),
        lines('Found', 'percentunit', [
          query(
            `sum by (store) (rate(${of('redis_keyspace_hits_total')}${range})) / (sum by (store) (rate(${of('redis_keyspace_hits_total')}${range})) + sum by (store) (rate(${of('redis_keyspace_misses_total')}${range})))`,
            '{{store}}',
          ),
        ]),
        lines('Thrown away', 'ops', [
          query(`sum by (store) (rate(${of('redis_evicted_keys_total')}${range}))`, '{{store}} for lack of memory'),
          query(`sum by (store) (rate(${of('redis_expired_keys_total')}${range}))`, '{{store}} expired'),
        ]),
        lines('Clients that wait', 'short', [query(`max by (store) (${of('redis_blocked_clients')})`, '{{store}}')]),
      ],
    },
  ]
}
