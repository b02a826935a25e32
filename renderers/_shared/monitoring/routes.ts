import type { AlertSeverity, Model } from '../../../engine/sdk.ts'

const SEVERITIES: readonly AlertSeverity[] = ['critical', 'warning', 'info']

/** A severity that somebody is told of. */
export interface RoutedSeverity {
  readonly severity: AlertSeverity
  /** Names of the maintenance windows in which nobody is. */
  readonly muted: readonly string[]
}

/** The severities that somebody is told of, the worst first. */
export function routedSeverities({ monitoring: { notify, maintenance } }: Model): readonly RoutedSeverity[] {
  const windows = Object.entries(maintenance)
  return SEVERITIES.filter((severity) => notify.severities[severity].length > 0).map((severity) => ({
    severity,
    muted: windows.filter(([, window]) => window.severities.includes(severity)).map(([name]) => name),
  }))
}
