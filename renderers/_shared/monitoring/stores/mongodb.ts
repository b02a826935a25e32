import { type EngineWatch, MINUTE, together } from './watch.ts'

const CONNECTIONS = 'mongodb_ss_connections'
const WRITTEN = 'mongodb_rs_members_optimeDate'
/** Seconds that a copy may be behind. */
const BEHIND = 60

/** https://github.com/percona/mongodb_exporter */
export const mongodb: EngineWatch = {
  up: 'mongodb_up',
  connections: {
    used: (of, by) => `sum${by}(${of(CONNECTIONS, { conn_type: 'current' })})`,
    most: (of, by) => `sum${by}(${of(CONNECTIONS, { conn_type: ['current', 'available'] })})`,
    samples: (stays, used) =>
      together(stays(CONNECTIONS, used, { conn_type: 'current' }), stays(CONNECTIONS, 100 - used, { conn_type: 'available' })),
  },
  alerts: ({ store, of, stays }) => {
    if (store.replicas === 1) return []
    const [primary, secondary] = [
      { member_state: 'PRIMARY', member_idx: `${store.name}-0` },
      { member_state: 'SECONDARY', member_idx: `${store.name}-1` },
    ]
    const now = stays(WRITTEN, 900_000, primary)
    return [
      {
        word: 'replication',
        raised: { for: 10 * MINUTE, severity: 'warning' },
        expr: `(max(${of(WRITTEN)}) - min(${of(WRITTEN, { member_state: 'SECONDARY' })})) / 1000 > ${BEHIND}`,
        summary: `A copy of ${store.name} is behind.`,
        description: `A member of ${store.name} is {{ $value | humanizeDuration }} behind the primary. What is read from it is old, and it may have to start anew.`,
        fires: together(now, stays(WRITTEN, 900_000 - 2 * BEHIND * 1000, secondary)),
        quiet: together(now, stays(WRITTEN, 899_000, secondary)),
      },
      {
        word: 'dataMissing',
        raised: { for: MINUTE, severity: 'critical' },
        expr: `count(${of('mongodb_rs_members_health', { member_state: 'PRIMARY' })} == 1) < 1 or absent(${of('mongodb_rs_members_health', { member_state: 'PRIMARY' })})`,
        summary: `${store.name} has no primary.`,
        description: `Most members of ${store.name} do not agree on a primary: nothing can be written.`,
        fires: stays('mongodb_rs_members_health', 1, secondary),
        quiet: stays('mongodb_rs_members_health', 1, primary),
      },
    ]
  },
}
