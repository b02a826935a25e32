import { type Backup, byteCount, type Model, type Store } from '../../../engine/sdk.ts'
import { isEmpty } from '../metadata.ts'
import { workloadName } from '../names.ts'
import { type Alert, builtIn, type RuleFile } from './alert.ts'
import { percentText } from './numbers.ts'
import { type Matchers, promDuration, type Sample, sample, series } from './series.ts'
import { engineWatches } from './stores/engines.ts'
import { MINUTE, type StoreAlert, type Watched, watchedStore } from './stores/watch.ts'
import { fillingVolume } from './volume-alert.ts'

/** The runbook of a store, below the folder of its environment. */
export function storeRunbook({ name }: Pick<Store, 'name'>): string {
  return `stores/${name}-alerts.md`
}

/** Whether a store is watched from inside. */
export function isWatched(store: Store, { monitoring }: Model): boolean {
  // The users of an operator's Kafka are those of services: none of them may ask everything.
  const isClosed = store.engine === 'kafka' && !isEmpty(store.users)
  return monitoring.mode !== 'none' && monitoring.watch.stores && store.external === undefined && !isClosed
}

/** Whether Prometheus reads a store itself, and no exporter beside it. */
export function isScraped(store: Store, model: Model): boolean {
  return isWatched(store, model) && store.metrics.exporter === undefined
}

/** The rules of one store that runs in the cluster. */
export function storeRules(store: Store, model: Model): RuleFile | undefined {
  if (store.external !== undefined) return undefined
  const dashboard = isWatched(store, model) ? (`store ${store.engine}` as const) : 'platform'
  const all = [
    ...(isWatched(store, model) ? inside(watchedStore(store, model)) : []),
    ...members(store),
    memory(store),
    ...(store.backup === undefined || store.operator !== undefined ? [] : [copies(store, store.backup)]),
  ]
  const alerts = all.map(({ word, raised, fires, quiet, ...words }): Alert => {
    const minutes = Math.ceil(raised.for / MINUTE) + 8
    return builtIn(word, raised, storeRunbook(store), {
      ...words,
      labels: { store: store.name },
      dashboard,
      test: { minutes, fires: fires(minutes), quiet: quiet(minutes) },
    })
  })
  return { name: `store-${store.name}`, records: [], alerts: [...alerts, volumes(store, dashboard)] }
}

/** What it says of itself, or what its exporter asks it. */
function inside(watched: Watched): readonly StoreAlert[] {
  const { store, model, of, stays } = watched
  const { up, remembered, connections, alerts } = engineWatches[store.engine]
  const down: StoreAlert = {
    word: 'storeDown',
    raised: { for: 2 * MINUTE, severity: 'critical' },
    expr: `max(${of(up)}) == 0 or absent(${of(up)})${remembered === true ? ` or sum(${readySeries(store)}) == 0` : ''}`,
    summary: `${store.name} can't be reached.`,
    description:
      store.metrics.exporter === undefined
        ? `No member of ${store.name} says that it is well. Whoever calls ${store.name} fails.`
        : `The exporter of ${store.name} can't log in, or is gone itself. Whoever calls ${store.name} fails.`,
    fires: stays(up, 0),
    quiet: stays(up, 1),
  }
  const bound = model.monitoring.alerts.connections
  if (connections === undefined || bound === undefined) return [down, ...alerts(watched)]
  return [
    down,
    {
      word: 'connections',
      raised: bound,
      expr: `${connections.used(of, '')} / ${connections.most(of, '')} > ${bound.bound}`,
      summary: `${store.name} runs out of connections.`,
      description: `{{ $value | humanizePercentage }} of the connections of ${store.name} are in use; ${percentText(bound.bound)} are tolerated. The next clients are refused.`,
      fires: connections.samples(stays, 100),
      quiet: connections.samples(stays, 1),
    },
    ...alerts(watched),
  ]
}

const READY = 'kube_statefulset_status_replicas_ready'
const setOf = ({ name, namespace }: Store) => ({ namespace, statefulset: workloadName('StatefulSet', name) })
const POD_READY = 'kube_pod_status_ready'
const podsOf = ({ namespace, members: all }: Store) => ({
  namespace,
  pod: { re: numberedLike(all.map(({ name }) => name)) },
  condition: 'true',
})

/** How many members are ready: as their StatefulSet says, or one by one where an operator makes no such thing. */
function readySeries(store: Store): string {
  return store.operator === undefined ? series(READY, setOf(store)) : series(POD_READY, podsOf(store))
}

/** So many ready members. */
function readySamples(store: Store, count: number, minutes: number): readonly Sample[] {
  if (store.operator === undefined) return [sample(READY, setOf(store), `${count}x${minutes}`)]
  return store.members.map(({ name }, index) =>
    sample(POD_READY, { namespace: store.namespace, pod: name, condition: 'true' }, `${index < count ? 1 : 0}x${minutes}`),
  )
}

/** Members that are not there, where others still answer for them. */
function members(store: Store): readonly StoreAlert[] {
  const { name, replicas } = store
  if (replicas === 1) return []
  return [
    {
      word: 'storeMembers',
      raised: { for: 10 * MINUTE, severity: 'warning' },
      expr: `${replicas} - sum(${readySeries(store)}) > 0`,
      summary: `Members of ${name} are missing.`,
      description: `{{ $value }} of the ${replicas} members of ${name} are not ready. Who is left answers for them, and one more may be too many.`,
      fires: (minutes) => readySamples(store, replicas - 1, minutes),
      quiet: (minutes) => readySamples(store, replicas, minutes),
    },
  ]
}

function memory(store: Store): StoreAlert {
  const { name, namespace, resources } = store
  const limit = byteCount(resources.limits.memory)
  const used = 'container_memory_working_set_bytes'
  const container = { namespace, container: store.container }
  const names = store.members.map((member) => member.name)
  // Every store of an operator has a container of the same name.
  const its: Matchers = store.operator === undefined ? container : { ...container, pod: { re: numberedLike(names) } }
  return {
    word: 'storeMemory',
    raised: { for: 15 * MINUTE, severity: 'warning' },
    expr: `max by (pod) (${series(used, its)}) / ${limit} > 0.95`,
    summary: `${name} is short of memory.`,
    description: `{{ $labels.pod }} uses {{ $value | humanizePercentage }} of the ${resources.limits.memory} that it may have.`,
    fires: (minutes) => [sample(used, { ...container, pod: firstOf(names) }, `${limit}x${minutes}`)],
    quiet: (minutes) => [sample(used, { ...container, pod: firstOf(names) }, `${Math.floor(limit / 2)}x${minutes}`)],
  }
}

/** The newest copy is too old. One that was never made is as old as the CronJob that should have made it. */
function copies({ name, namespace }: Store, { job, withinSeconds }: Backup): StoreAlert {
  const [done, made] = ['kube_cronjob_status_last_successful_time', 'kube_cronjob_created']
  const of = { namespace, cronjob: workloadName('CronJob', job) }
  return {
    word: 'backupLate',
    raised: { for: 5 * MINUTE, severity: 'critical' },
    expr: `time() - max(${series(done, of)} or ${series(made, of)}) > ${withinSeconds}`,
    summary: `${name} has no new copy.`,
    description: `The newest copy of ${name} is {{ $value | humanizeDuration }} old; ${promDuration(withinSeconds)} are promised. What was written since would be lost.`,
    // Times are those of the test, which begins at 0.
    fires: (minutes) => [sample(done, of, `${-withinSeconds - MINUTE}x${minutes}`)],
    quiet: (minutes) => [sample(done, of, `0x${minutes}`), sample(made, of, `${-withinSeconds - MINUTE}x${minutes}`)],
  }
}

function volumes(store: Store, dashboard: Alert['dashboard']): Alert {
  const raised = { for: 15 * MINUTE, severity: 'critical' } as const
  return builtIn('volumes', raised, storeRunbook(store), {
    ...fillingVolume(store.namespace, [numberedLike(store.claims)], { bound: 0.85, for: raised.for }),
    labels: { store: store.name },
    dashboard,
    summary: `The volume of ${store.name} fills.`,
    description: '{{ $labels.persistentvolumeclaim }} is {{ $value | humanizePercentage }} full. A store without room stops.',
  })
}

/** An expression for names that only differ in the number at their end, however many there will be. */
function numberedLike(names: readonly string[]): string {
  return firstOf(names).replace(/\d+$/, '[0-9]+')
}

function firstOf([first]: readonly string[]): string {
  if (first === undefined) throw new Error('a store without members')
  return first
}
