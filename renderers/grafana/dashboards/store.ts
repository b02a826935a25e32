import type { Model, Store } from '../../../engine/sdk.ts'
import { promDuration, series } from '../../_shared/monitoring/series.ts'
import { ENGINES, isWatched } from '../../_shared/monitoring/store-alerts.ts'
import type { Dashboard } from '../dashboard.ts'
import { betterFrom, lines, number, type Panel, query, type Row, worseFrom } from '../panel.ts'

/** One dashboard for each engine of stores that are watched from inside, with a variable for the store. */
export function storeDashboards(model: Model): readonly Dashboard[] {
  const engines = new Set(Object.values(model.stores).flatMap((store) => (isWatched(store, model) ? [store.engine] : [])))
  return [...engines].map((engine) => dashboard(engine, model))
}

type Of = (metric: string) => string

function dashboard(engine: Store['engine'], model: Model): Dashboard {
  const of: Of = (metric) => series(metric, { job: 'pods', store: { re: '$store' } })
  const range = `[${promDuration(model.monitoring.rate)}]`
  const known = ENGINES[engine]
  if (known === undefined) throw new Error(`nothing is known of ${engine}`)
  const { connections } = model.monitoring.alerts
  const most = connections === undefined ? 0.8 : connections.bound
  const use = `sum by (store) (${of(known.connections)}) / max by (store) (${of(known.most)})`
  const inside: { readonly [name: string]: (of: Of, range: string) => readonly Row[] } = { mysql, postgresql, redis }
  const own = inside[engine]
  return {
    name: `store ${engine}`,
    title: engine,
    description: `Every ${engine} of the platform.`,
    variables: [{ name: 'store', label: 'Store', query: `label_values(${known.up}, store)` }],
    runbook: undefined,
    rows: [
      {
        title: 'Now',
        panels: [
          number('Answers', 'none', query(`min(${of(known.up)})`, 'up'), { steps: betterFrom(1) }),
          lines(
            'Connections',
            'short',
            [
              query(`sum by (store) (${of(known.connections)})`, '{{store}} in use'),
              query(`max by (store) (${of(known.most)})`, '{{store}} most'),
            ],
            { width: 10 },
          ),
          lines('Connections in use', 'percentunit', [query(use, '{{store}}')], { width: 10, steps: worseFrom(most / 2, most) }),
        ],
      },
      ...(own === undefined ? [] : own(of, range)),
    ],
  }
}

const bySum = (title: string, unit: string, of: Of, range: string, metric: string): Panel =>
  lines(title, unit, [query(`sum by (store) (rate(${of(metric)}${range}))`, '{{store}}')])

function mysql(of: Of, range: string): readonly Row[] {
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

function postgresql(of: Of, range: string): readonly Row[] {
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

function redis(of: Of, range: string): readonly Row[] {
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
