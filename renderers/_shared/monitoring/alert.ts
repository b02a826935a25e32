import { type AlertSeverity, type AlertWord, alertNames, type Model, type Raised } from '../../../engine/sdk.ts'
import { type DashboardName, dashboardPath } from './dashboards.ts'
import type { Sample } from './series.ts'

/** A rule that gives an expression a name, because alerts and dashboards ask for it often. Names are `level:metric:operation`. */
export interface Record {
  readonly record: string
  readonly expr: string
  readonly labels: { readonly [label: string]: string }
}

/** How an alert is tried: series that raise it, and neighbours of them that do not. */
export interface AlertTest {
  readonly fires: readonly Sample[]
  readonly quiet: readonly Sample[]
  /** When to look, in minutes after the first sample. */
  readonly minutes: number
}

/** One alert, with everything that belongs to it. */
export interface Alert {
  readonly name: string
  /** The word of an alert that everybody has; undefined for one of the user's own. */
  readonly word: AlertWord | undefined
  readonly expr: string
  /** Seconds. */
  readonly for: number
  readonly severity: AlertSeverity
  /** Labels that it always has beside its severity. */
  readonly labels: { readonly [label: string]: string }
  readonly summary: string
  readonly description: string
  readonly dashboard: DashboardName
  /** Its runbook, below the folder `runbooks` of the output. */
  readonly runbook: string
  /** Undefined for an alert of the user's own whose author does not say what raises it. */
  readonly test: AlertTest | undefined
}

/** Rules about one thing: a file of rules, and a file that tries them. */
export interface RuleFile {
  /** Of the file, and of its group. */
  readonly name: string
  readonly records: readonly Record[]
  readonly alerts: readonly Alert[]
}

/** What is said of an alert where it is defined. */
export interface AlertWords extends Pick<Alert, 'expr' | 'labels' | 'summary' | 'description' | 'dashboard'> {
  readonly test: AlertTest
}

/** An alert that everybody has. Its runbook is a file of the thing that it is about, and in that a part of its own. */
export function builtIn(word: AlertWord, { for: lasting, severity }: Raised, runbook: string, words: AlertWords): Alert {
  return { name: alertNames[word], word, for: lasting, severity, runbook: `${runbook}#${alertNames[word].toLowerCase()}`, ...words }
}

/** https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/ as a file of rules says it. Links are addresses where the user gave one. */
export function ruleOf(alert: Alert, { monitoring, environment }: Model, lasting: string) {
  return {
    alert: alert.name,
    expr: alert.expr,
    ...(alert.for === 0 ? {} : { for: lasting }),
    labels: { ...alert.labels, severity: alert.severity },
    annotations: {
      summary: alert.summary,
      description: alert.description,
      dashboard_url: link(monitoring.dashboards, dashboardPath(alert.dashboard, environment)),
      runbook_url: link(monitoring.runbooks, `${environment.name}/${alert.runbook}`),
    },
  }
}

function link(base: string | undefined, path: string): string {
  return base === undefined ? path : `${base.replace(/\/$/, '')}/${path}`
}
