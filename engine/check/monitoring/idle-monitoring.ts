import type { Spot } from '../../diagnostics/diagnostic.ts'
import type { Model } from '../../resolve/model.ts'
import { writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'
import { withoutEffect } from '../without-effect.ts'
import { followsMetrics } from './adapter.ts'

/** A word below `monitoring`, and why nothing reads it here. */
interface Word {
  readonly path: readonly string[]
  readonly idle: (model: Model) => string | undefined
}

const UNWATCHED = 'the platform has no Prometheus of its own (`monitoring: files`)'
const unwatched = ({ monitoring }: Model): string | undefined => (monitoring.mode === 'none' ? UNWATCHED : undefined)

const OPERATED = 'the Prometheus of the operator belongs to somebody else'
const operated = ({ monitoring }: Model): string | undefined => (monitoring.mode === 'operator' ? OPERATED : undefined)

const WORDS: readonly Word[] = [
  ...['evaluate', 'labels', 'remoteWrite', 'prometheus', 'alertmanager', 'grafana', 'nodeExporter', 'kubeStateMetrics'].map((word) => ({
    path: [word],
    idle: operated,
  })),
  { path: ['notify', 'heartbeat'], idle: operated },
  {
    path: ['operator'],
    idle: ({ monitoring }) => (monitoring.mode === 'operator' ? undefined : 'no operator is told anything (`mode: operator`)'),
  },
  ...[
    'interval',
    'evaluate',
    'labels',
    'runbooks',
    'dashboards',
    'watch',
    'remoteWrite',
    'alerts',
    'notify',
    'maintenance',
    'prometheus',
    'alertmanager',
    'grafana',
    'nodeExporter',
    'kubeStateMetrics',
    'storeExporters',
    'dingtalkBridge',
    'adapter',
  ].map((word) => ({
    path: [word],
    idle: unwatched,
  })),
  ...['iowait', 'diskBusy', 'diskWait', 'diskFull', 'nodeMemory'].map((word) => ({
    path: ['alerts', word],
    idle: (model: Model) =>
      unwatched(model) === undefined && !model.monitoring.watch.nodes ? 'nobody watches the nodes (`watch.nodes`)' : undefined,
  })),
  {
    path: ['adapter', 'prometheus'],
    idle: ({ monitoring }) => (monitoring.mode === 'files' ? 'the platform has a Prometheus of its own' : undefined),
  },
  {
    path: ['adapter', 'run'],
    idle: (model) => (unwatched(model) === undefined && !followsMetrics(model) ? 'no autoscaler follows a metric of a service' : undefined),
  },
  ...['connections', 'slowQueries', 'backlog'].map((word) => ({
    path: ['alerts', word],
    idle: (model: Model) =>
      unwatched(model) === undefined && !watchesStores(model, word) ? 'no store that has such a thing is watched' : undefined,
  })),
]

function watchesStores({ monitoring, stores }: Model, word: string): boolean {
  return monitoring.watch.stores && Object.values(stores).some((store) => store.external === undefined && has(store, word))
}

function has({ engine, connections }: Model['stores'][string], word: string): boolean {
  if (word === 'connections') return connections !== undefined
  return word === 'backlog' ? engine === 'rabbitmq' || engine === 'kafka' : engine === 'mysql'
}

/** Words about watching that nothing would read, in no environment that they are written for. */
export const idleMonitoring: Rule = {
  platform({ models, report }) {
    for (const { path, idle } of WORDS) {
      const told = new Map<string, { readonly place: Spot; readonly reason: string; readonly environment: string }>()
      const read = new Set<string>()
      for (const model of models) {
        const place = writtenAt(model, 'monitoring', ...path)
        if (place === undefined) continue
        const reason = idle(model)
        if (reason === undefined) read.add(place.pointer)
        else told.set(place.pointer, { place, reason, environment: model.environment.name })
      }
      for (const [pointer, { place, reason, environment }] of told)
        if (!read.has(pointer)) report(withoutEffect, place, { service: 'monitoring', field: path.join('.'), reason }, { environment })
    }
  },
}
