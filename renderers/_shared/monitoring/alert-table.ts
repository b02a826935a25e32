import type { AlertSeverity, AlertWord } from '../../../engine/sdk.ts'
import { type Alert, type AlertWords, builtIn, type RuleFile } from './alert.ts'
import type { DashboardName } from './dashboards.ts'
import { type Sample, sample } from './series.ts'

/** The runbook of the cluster and of what watches it, below the folder of its environment. */
export const CLUSTER_RUNBOOK = 'cluster.md'

/** Seconds. */
export const MINUTE = 60

/** An alert of something that belongs to nobody. */
export interface Row extends Omit<AlertWords, 'labels' | 'dashboard' | 'test'> {
  readonly word: AlertWord
  readonly for: number
  readonly severity: AlertSeverity
  readonly fires: (minutes: number) => readonly Sample[]
  readonly quiet: (minutes: number) => readonly Sample[]
}

/** Samples that stay as they are. */
export const constant = (metric: string, labels: { readonly [label: string]: string }, value: number) => (minutes: number) => [
  sample(metric, labels, `${value}x${minutes}`),
]
/** Samples that grow by so many a minute. */
export const growing = (metric: string, labels: { readonly [label: string]: string }, each: number) => (minutes: number) => [
  sample(metric, labels, `0+${each}x${minutes}`),
]
/** Samples of several series. */
export const both =
  (...makers: readonly ((minutes: number) => readonly Sample[])[]) =>
  (minutes: number) =>
    makers.flatMap((make) => make(minutes))

/** A file of rules from a table of alerts. */
export function fileOf(name: string, rows: readonly Row[], dashboard: DashboardName): RuleFile {
  const alerts = rows.map(({ word, for: lasting, severity, fires, quiet, ...words }): Alert => {
    const minutes = Math.ceil(lasting / MINUTE) + 8
    return builtIn(word, { for: lasting, severity }, CLUSTER_RUNBOOK, {
      ...words,
      labels: {},
      dashboard,
      test: { minutes, fires: fires(minutes), quiet: quiet(minutes) },
    })
  })
  return { name, records: [], alerts }
}
