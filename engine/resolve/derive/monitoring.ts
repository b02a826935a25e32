import type { ResolvedMonitoring } from '../../../schema/generated/resolved.ts'
import { durationSeconds } from '../../kinds/duration.ts'
import type { Environment, Monitoring } from '../model.ts'
import { count, MINUTE, ownAlerts, share, time } from './thresholds.ts'

/** Who watches, with what follows from the environment. */
export function deriveMonitoring(written: ResolvedMonitoring, environment: Environment): Monitoring {
  const interval = durationSeconds(written.interval)
  const { alerts, mode } = written
  return {
    ...written,
    namespace: written.namespace ?? (mode !== 'files' ? 'monitoring' : `${environment.namespace}-monitoring`),
    interval,
    evaluate: durationSeconds(written.evaluate),
    rate: Math.max(5 * MINUTE, 4 * interval),
    alerts: {
      iowait: share(alerts.iowait, 20, 15 * MINUTE, 'warning'),
      diskBusy: share(alerts.diskBusy, 90, 15 * MINUTE, 'warning'),
      diskWait: time(alerts.diskWait, 0.1, 15 * MINUTE, 'warning'),
      diskFull: share(alerts.diskFull, 85, 15 * MINUTE, 'warning'),
      nodeMemory: share(alerts.nodeMemory, 90, 15 * MINUTE, 'warning'),
      connections: share(alerts.connections, 80, 5 * MINUTE, 'warning'),
      slowQueries: count(alerts.slowQueries, 10, 10 * MINUTE, 'warning'),
      backlog: count(alerts.backlog, 10_000, 15 * MINUTE, 'warning'),
      own: ownAlerts(alerts.own),
    },
  }
}
