import type { ResolvedMonitoring, ResolvedOwnAlert, ResolvedSlo } from '../../schema/generated/resolved.ts'
import type { LibraryName } from '../metrics/programs.ts'
import type { Named } from './model.ts'

/** Who watches an environment, decided. */
export interface Monitoring extends Omit<ResolvedMonitoring, 'namespace' | 'alerts' | 'interval' | 'evaluate'> {
  readonly namespace: string
  /** Seconds. */
  readonly interval: number
  readonly evaluate: number
  /** The time that rates look at, so that it holds four samples at least; seconds. */
  readonly rate: number
  readonly alerts: {
    readonly iowait: Threshold | undefined
    readonly diskBusy: Threshold | undefined
    readonly diskWait: Threshold | undefined
    readonly diskFull: Threshold | undefined
    readonly nodeMemory: Threshold | undefined
    readonly connections: Threshold | undefined
    readonly slowQueries: Threshold | undefined
    readonly backlog: Threshold | undefined
    readonly own: Named<OwnAlert>
  }
}

/** How bad an alert is. */
export type AlertSeverity = 'critical' | 'warning' | 'info'

/** When an alert is raised. */
export interface Raised {
  /** How long it has to last, in seconds. */
  readonly for: number
  readonly severity: AlertSeverity
}

/** An alert with a bound: a share from 0 to 1, seconds, a count, or requests per second. */
export interface Threshold extends Raised {
  readonly bound: number
}

/** An alert of the user's own. */
export interface OwnAlert extends Raised, Pick<ResolvedOwnAlert, 'expr' | 'summary'> {
  readonly description: string
  /** How it is tried; undefined when its author does not say what raises it. */
  readonly test: OwnAlertTest | undefined
}

/** Samples by series, one each minute, and the minute in which the alert is looked at. */
export interface OwnAlertTest {
  readonly raised: Named<string>
  readonly quiet: Named<string>
  readonly minutes: number
}

/** The alerts of a service. Undefined is not raised: it is switched off, or what it looks at is not there. */
export interface ServiceAlerts {
  readonly down: Raised | undefined
  readonly replicas: Raised | undefined
  readonly restarts: Threshold | undefined
  readonly errors: Threshold | undefined
  readonly latency: Threshold | undefined
  readonly traffic: Threshold | undefined
  readonly memory: Threshold | undefined
  readonly throttling: Threshold | undefined
  readonly scaling: Raised | undefined
  readonly volumes: Threshold | undefined
  readonly scrape: Raised | undefined
  readonly job: Raised | undefined
  readonly own: Named<OwnAlert>
}

/** Who counts the requests of a service: the proxies of the mesh, or a library of the program. */
export type CountedBy = { readonly by: 'mesh' } | { readonly by: 'program'; readonly library: LibraryName }

/** What callers may count on. Shares from 0 to 1, times in seconds. */
export interface Slo {
  readonly availability: number
  readonly latency: { readonly below: number; readonly share: number } | undefined
  readonly window: number
  /** As written: `99.9%`, `30d`. */
  readonly text: Pick<ResolvedSlo, 'availability' | 'window'>
}

/** Where the metrics of a service are read. */
export interface ServiceMetrics<Port> {
  readonly path: string
  readonly port: Port
  /** Seconds. */
  readonly interval: number
  readonly library: LibraryName
  /** Names of metrics of its own. */
  readonly exports: readonly string[]
}
