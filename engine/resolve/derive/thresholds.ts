import type { ResolvedAlertCount, ResolvedAlertShare, ResolvedAlertTime, ResolvedOwnAlerts } from '../../../schema/generated/resolved.ts'
import { durationSeconds } from '../../kinds/duration.ts'
import { percentNumber } from '../../kinds/percent.ts'
import type { AlertSeverity, Named, OwnAlert, Raised, Threshold } from '../model.ts'

export const MINUTE = 60

/** What may be said of every alert. */
export interface Written {
  readonly enabled?: boolean
  readonly for?: string
  readonly severity?: AlertSeverity
}

/** When an alert is raised that has no bound. Undefined when it is switched off. */
export function raised(written: Written, lasting: number, severity: AlertSeverity): Raised | undefined {
  return written.enabled === false ? undefined : always(written, lasting, severity)
}

/** The same for one that can't be switched off. */
export function always(written: Written, lasting: number, severity: AlertSeverity): Raised {
  return { for: written.for === undefined ? lasting : durationSeconds(written.for), severity: written.severity ?? severity }
}

function bounded(written: Written, bound: number, lasting: number, severity: AlertSeverity): Threshold | undefined {
  const found = raised(written, lasting, severity)
  return found && { ...found, bound }
}

/** An alert above a share. */
export function share(written: ResolvedAlertShare, percent: number, lasting: number, severity: AlertSeverity): Threshold | undefined {
  return bounded(written, (written.above === undefined ? percent : percentNumber(written.above)) / 100, lasting, severity)
}

/** An alert above a time. */
export function time(written: ResolvedAlertTime, seconds: number, lasting: number, severity: AlertSeverity): Threshold | undefined {
  return bounded(written, written.above === undefined ? seconds : durationSeconds(written.above), lasting, severity)
}

/** An alert above a number. */
export function count(written: ResolvedAlertCount, number: number, lasting: number, severity: AlertSeverity): Threshold | undefined {
  return bounded(written, written.above ?? number, lasting, severity)
}

/** Evaluations that an alert may need beside the time that it has to last. */
const SPARE_MINUTES = 8

function testOf({ test, for: lasting }: ResolvedOwnAlerts[string]): OwnAlert['test'] {
  if (test === undefined) return undefined
  const { raised: fires, quiet, after } = test
  const seconds = after === undefined ? durationSeconds(lasting) + SPARE_MINUTES * MINUTE : durationSeconds(after)
  return { raised: fires, quiet, minutes: Math.max(1, Math.ceil(seconds / MINUTE)) }
}

/** Alerts of the user's own. */
export function ownAlerts(written: ResolvedOwnAlerts): Named<OwnAlert> {
  const own: Record<string, OwnAlert> = {}
  for (const [name, alert] of Object.entries(written))
    own[name] = {
      expr: alert.expr,
      for: durationSeconds(alert.for),
      severity: alert.severity,
      summary: alert.summary,
      description: alert.description ?? alert.summary,
      test: testOf(alert),
    }
  return Object.freeze(own)
}
