import type { Model, Store } from '../../../engine/sdk.ts'
import { promDuration, series } from '../../_shared/monitoring/series.ts'
import { isWatched } from '../../_shared/monitoring/store-alerts.ts'
import { engineWatches } from '../../_shared/monitoring/stores/engines.ts'
import type { Limited } from '../../_shared/monitoring/stores/watch.ts'
import type { Dashboard } from '../dashboard.ts'
import { betterFrom, lines, number, type Panel, query, type Row, worseFrom } from '../panel.ts'
import { mysql, postgresql, redis } from './stores/databases.ts'
import { etcd } from './stores/etcd.ts'
import { mongodb } from './stores/mongodb.ts'
import { kafka, rabbitmq } from './stores/queues.ts'
import { elasticsearch, minio } from './stores/search.ts'
import type { Of } from './stores/series.ts'

/** One dashboard for each engine of stores that are watched from inside, with a variable for the store. */
export function storeDashboards(model: Model): readonly Dashboard[] {
  const engines = new Set(Object.values(model.stores).flatMap((store) => (isWatched(store, model) ? [store.engine] : [])))
  return [...engines].map((engine) => dashboard(engine, model))
}

const inside: { readonly [Engine in Store['engine']]: (of: Of, range: string) => readonly Row[] } = {
  mysql,
  postgresql,
  redis,
  rabbitmq,
  kafka,
  elasticsearch,
  etcd,
  minio,
  mongodb,
}

function dashboard(engine: Store['engine'], model: Model): Dashboard {
  const of: Of = (metric, labels = {}) => series(metric, { job: 'pods', store: { re: '$store' }, ...labels })
  const range = `[${promDuration(model.monitoring.rate)}]`
  const { up, connections: limited } = engineWatches[engine]
  return {
    name: `store ${engine}`,
    title: engine,
    description: `Every ${engine} of the platform.`,
    variables: [{ name: 'store', label: 'Store', query: `label_values(${up}, store)` }],
    runbook: undefined,
    rows: [
      {
        title: 'Now',
        panels: [
          number('Answers', 'none', query(`min(clamp_max(max by (store) (${of(up)}), 1))`, 'up'), { steps: betterFrom(1) }),
          ...(limited === undefined ? members(model) : connections(limited, of, model)),
        ],
      },
      ...inside[engine](of, range),
    ],
  }
}

function connections({ used, most }: Limited, of: Of, { monitoring }: Model): readonly Panel[] {
  const { connections } = monitoring.alerts
  const bound = connections === undefined ? 0.8 : connections.bound
  const [inUse, limit] = [used(of, ' by (store) '), most(of, ' by (store) ')]
  return [
    lines('Connections', 'short', [query(inUse, '{{store}} in use'), query(limit, '{{store}} most')], { width: 10 }),
    lines('Connections in use', 'percentunit', [query(`${inUse} / ${limit}`, '{{store}}')], {
      width: 10,
      steps: worseFrom(bound / 2, bound),
    }),
  ]
}

/** Where clients are not counted: the members that are ready. */
function members({ environment }: Model): readonly Panel[] {
  const of = { namespace: environment.namespace, statefulset: { re: '$store' } }
  return [
    lines(
      'Members that are ready',
      'short',
      [query(`sum by (statefulset) (${series('kube_statefulset_status_replicas_ready', of)})`, '{{statefulset}}')],
      { width: 20 },
    ),
  ]
}
