import type { AlertWord, Model, Raised, Store } from '../../../../engine/sdk.ts'
import { joined } from '../../names.ts'
import { type Matchers, promDuration, type Sample, sample, series } from '../series.ts'

/** An alert of one store, without what all of its alerts have in common. */
export interface StoreAlert {
  readonly word: AlertWord
  readonly raised: Raised
  readonly expr: string
  readonly summary: string
  readonly description: string
  /** Samples that raise it and that do not, for so many minutes. */
  readonly fires: (minutes: number) => readonly Sample[]
  readonly quiet: (minutes: number) => readonly Sample[]
}

/** Connections in use, and the most of them, for each store. */
export interface Limited {
  readonly used: (of: Watched['of'], by: string) => string
  readonly most: (of: Watched['of'], by: string) => string
  /** Samples in which so many of a hundred are in use. */
  readonly samples: (stays: Watched['stays'], used: number) => (minutes: number) => readonly Sample[]
}

/** Two metrics, one for each. The labels are those of a sample. */
export function limited(used: string, most: string, labels: Labels = {}): Limited {
  return {
    used: (of, by) => `sum${by}(${of(used)})`,
    most: (of, by) => `max${by}(${of(most)})`,
    samples: (stays, count) => together(stays(used, count, labels), stays(most, 100)),
  }
}

/** How an engine is watched from inside. */
export interface EngineWatch {
  /** Says 1 or more while the store answers, and 0 or nothing when it does not. */
  readonly up: string
  /** Whether what answers may be remembered of a store that is gone, so that Kubernetes has to say it too. */
  readonly remembered?: true
  /** Connections of clients; nothing for an engine without a limit. */
  readonly connections?: Limited
  /** What only this engine has. */
  readonly alerts: (watched: Watched) => readonly StoreAlert[]
}

type Labels = { readonly [label: string]: string }

/** One store that is watched, and how its series are written. */
export interface Watched {
  readonly store: Store
  readonly model: Model
  /** A range of time in which a rate is taken. */
  readonly range: string
  /** Its series, as an expression. */
  readonly of: (metric: string, labels?: Matchers) => string
  /** A series of it that stays as it is, or that grows by so much a minute. */
  readonly stays: (metric: string, value: number, labels?: Labels) => (minutes: number) => readonly Sample[]
  readonly grows: (metric: string, each: number, labels?: Labels) => (minutes: number) => readonly Sample[]
}

/** Seconds. */
export const MINUTE = 60

/** Name of the program that serves the metrics of a store, where the server itself does not. */
export function exporterName({ name }: Pick<Store, 'name'>): string {
  return joined(name, 'exporter')
}

/** A store with the words that its alerts are made of. */
export function watchedStore(store: Store, model: Model): Watched {
  const service = store.metrics.exporter === undefined ? store.name : exporterName(store)
  const one = { job: 'pods', namespace: store.namespace, store: store.name, service, instance: `10.0.0.6:${store.metrics.port}` }
  return {
    store,
    model,
    range: `[${promDuration(model.monitoring.rate)}]`,
    of: (metric, labels = {}) => series(metric, { job: 'pods', store: store.name, ...labels }),
    stays:
      (metric, value, labels = {}) =>
      (minutes) => [sample(metric, { ...one, ...labels }, `${value}x${minutes}`)],
    grows:
      (metric, each, labels = {}) =>
      (minutes) => [sample(metric, { ...one, ...labels }, `0+${each}x${minutes}`)],
  }
}

/** The series of several makers. */
export function together(...makers: readonly ((minutes: number) => readonly Sample[])[]): (minutes: number) => readonly Sample[] {
  return (minutes) => makers.flatMap((make) => make(minutes))
}
