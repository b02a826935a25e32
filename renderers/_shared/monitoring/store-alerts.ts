import { type AlertWord, byteCount, type Model, type Raised, type Store, type Threshold } from '../../../engine/sdk.ts'
import { joined, workloadName } from '../names.ts'
import { type Alert, type AlertWords, builtIn, type RuleFile } from './alert.ts'
import { percentText } from './numbers.ts'
import { promDuration, type Sample, sample, series } from './series.ts'
import { fillingVolume } from './volume-alert.ts'

const MINUTE = 60

/** The runbook of a store, below the folder of its environment. */
export function storeRunbook({ name }: Pick<Store, 'name'>): string {
  return `stores/${name}-alerts.md`
}

/** Name of the program that serves the metrics of a store. */
export function exporterName({ name }: Pick<Store, 'name'>): string {
  return joined(name, 'exporter')
}

/** Whether a store is watched from inside. */
export function isWatched(store: Store, model: Model): boolean {
  return model.monitoring.watch.stores && store.external === undefined && Object.hasOwn(ENGINES, store.engine)
}

/** What tells how an engine is. */
interface Engine {
  readonly up: string
  readonly connections: string
  readonly most: string
  /** Labels of samples that a real series has, beside those of its target. */
  readonly more?: { readonly [label: string]: string }
}

/** By the engine; what has no row here has no exporter. */
export const ENGINES: { readonly [engine: string]: Engine } = {
  mysql: { up: 'mysql_up', connections: 'mysql_global_status_threads_connected', most: 'mysql_global_variables_max_connections' },
  postgresql: {
    up: 'pg_up',
    connections: 'pg_stat_activity_count',
    most: 'pg_settings_max_connections',
    more: { datname: 'app', state: 'active' },
  },
  redis: { up: 'redis_up', connections: 'redis_connected_clients', most: 'redis_config_maxclients' },
}

/** The rules of one store that runs in the cluster. */
export function storeRules(store: Store, model: Model): RuleFile | undefined {
  if (store.external !== undefined) return undefined
  const { namespace } = store
  const alerts: Alert[] = []
  const add = (word: AlertWord, raised: Raised | undefined, words: (minutes: number) => Omit<AlertWords, 'labels' | 'dashboard'>) => {
    if (raised === undefined) return
    const minutes = Math.ceil(raised.for / MINUTE) + 8
    alerts.push(
      builtIn(word, raised, storeRunbook(store), { labels: { store: store.name }, dashboard: `store ${store.engine}`, ...words(minutes) }),
    )
  }
  const addBounded = (
    word: AlertWord,
    threshold: Threshold | undefined,
    words: (bound: number, minutes: number) => Omit<AlertWords, 'labels' | 'dashboard'>,
  ) => add(word, threshold, (minutes) => words((threshold as Threshold).bound, minutes))
  const range = `[${promDuration(model.monitoring.rate)}]`
  const target = { job: 'pods', store: store.name }
  const one = { job: 'pods', namespace, store: store.name, service: exporterName(store), instance: '10.0.0.6:9104' }
  const constant = (metric: string, value: number, minutes: number, more: { readonly [label: string]: string } = {}): Sample =>
    sample(metric, { ...one, ...more }, `${value}x${minutes}`)
  const growing = (metric: string, each: number, minutes: number): Sample => sample(metric, one, `0+${each}x${minutes}`)
  const engine = ENGINES[store.engine]

  if (engine !== undefined && isWatched(store, model)) {
    add('storeDown', { for: 2 * MINUTE, severity: 'critical' }, (minutes) => ({
      expr: `max(${series(engine.up, target)}) == 0 or absent(${series(engine.up, target)})`,
      summary: `${store.name} can't be reached.`,
      description: `The exporter of ${store.name} can't log in, or is gone itself. Whoever calls ${store.name} fails.`,
      test: { minutes, fires: [constant(engine.up, 0, minutes)], quiet: [constant(engine.up, 1, minutes)] },
    }))
    addBounded('connections', model.monitoring.alerts.connections, (bound, minutes) => ({
      expr: `sum(${series(engine.connections, target)}) / max(${series(engine.most, target)}) > ${bound}`,
      summary: `${store.name} runs out of connections.`,
      description: `{{ $value | humanizePercentage }} of the connections of ${store.name} are in use; ${percentText(bound)} are tolerated. The next clients are refused.`,
      test: {
        minutes,
        fires: [constant(engine.connections, 100, minutes, engine.more), constant(engine.most, 100, minutes)],
        quiet: [constant(engine.connections, 1, minutes, engine.more), constant(engine.most, 100, minutes)],
      },
    }))
    if (store.engine === 'mysql')
      addBounded('slowQueries', model.monitoring.alerts.slowQueries, (bound, minutes) => ({
        expr: `sum(increase(${series('mysql_global_status_slow_queries', target)}[5m])) > ${bound}`,
        summary: `${store.name} has slow queries.`,
        description: `{{ $value | humanize }} queries of ${store.name} took longer than long_query_time in five minutes.`,
        test: {
          minutes,
          fires: [growing('mysql_global_status_slow_queries', bound + 1, minutes)],
          quiet: [constant('mysql_global_status_slow_queries', 7, minutes)],
        },
      }))
    if (store.engine === 'postgresql')
      add('longQueries', { for: 5 * MINUTE, severity: 'warning' }, (minutes) => ({
        expr: `max by (datname) (${series('pg_stat_activity_max_tx_duration', { ...target, state: ['active', 'idle in transaction'] })}) > 300`,
        summary: `A transaction of ${store.name} does not end.`,
        description:
          'A transaction of {{ $labels.datname }} has run for {{ $value | humanizeDuration }}. It holds locks, and nothing is cleaned up.',
        test: {
          minutes,
          fires: [constant('pg_stat_activity_max_tx_duration', 900, minutes, { datname: 'app', state: 'active' })],
          quiet: [constant('pg_stat_activity_max_tx_duration', 2, minutes, { datname: 'app', state: 'active' })],
        },
      }))
    if (store.engine === 'redis')
      add('evictions', { for: 10 * MINUTE, severity: 'warning' }, (minutes) => ({
        expr: `sum(rate(${series('redis_evicted_keys_total', target)}${range})) > 0`,
        summary: `${store.name} throws keys away.`,
        description: `${store.name} has no memory left and evicts {{ $value | humanize }} keys a second.`,
        test: {
          minutes,
          fires: [growing('redis_evicted_keys_total', 60, minutes)],
          quiet: [constant('redis_evicted_keys_total', 5, minutes)],
        },
      }))
  }
  const limit = byteCount(store.resources.limits.memory)
  const container = { namespace, container: store.name }
  add('storeMemory', { for: 15 * MINUTE, severity: 'warning' }, (minutes) => ({
    expr: `max by (pod) (${series('container_memory_working_set_bytes', container)}) / ${limit} > 0.95`,
    summary: `${store.name} is short of memory.`,
    description: `{{ $labels.pod }} uses {{ $value | humanizePercentage }} of the ${store.resources.limits.memory} that it may have.`,
    test: {
      minutes,
      fires: [sample('container_memory_working_set_bytes', { ...container, pod: `${store.name}-0` }, `${limit}x${minutes}`)],
      quiet: [
        sample('container_memory_working_set_bytes', { ...container, pod: `${store.name}-0` }, `${Math.floor(limit / 2)}x${minutes}`),
      ],
    },
  }))
  const claims = [`data-${workloadName('StatefulSet', store.name)}-[0-9]+`]
  const filling = fillingVolume(namespace, claims, { bound: 0.85, for: 15 * MINUTE })
  add('volumes', { for: 15 * MINUTE, severity: 'critical' }, () => ({
    ...filling,
    summary: `The volume of ${store.name} fills.`,
    description: '{{ $labels.persistentvolumeclaim }} is {{ $value | humanizePercentage }} full. A store without room stops.',
  }))
  return { name: `store-${store.name}`, records: [], alerts }
}
