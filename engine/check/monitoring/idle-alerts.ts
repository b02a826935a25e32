import type { Service } from '../../resolve/model.ts'
import type { Idle } from '../idle.ts'

const isJob = ({ kind }: Service): boolean => kind === 'Job' || kind === 'CronJob'
const grows = ({ kind, versions }: Service): boolean =>
  (kind === 'Deployment' || kind === 'StatefulSet') && versions.some(({ replicas }) => replicas.max > replicas.min)

/** Words about metrics and alerts of a service that nothing would read. */
export const idleAlerts: readonly Idle[] = [
  ...(['alerts', 'slo', 'metrics/interval', 'metrics/library', 'metrics/exports'] as const).map(
    (field): Idle => ({
      field,
      when: (_service, { monitoring }) => monitoring.mode === 'none',
      reason: 'the platform has no Prometheus of its own (`monitoring: files`)',
    }),
  ),
  ...(['errors', 'latency', 'traffic'] as const).map(
    (word): Idle => ({
      field: `alerts/${word}`,
      when: ({ counted }, { monitoring }) => monitoring.mode !== 'none' && counted === undefined,
      reason: 'nobody counts its requests',
    }),
  ),
  {
    field: 'alerts/scaling',
    when: (service, { monitoring }) => monitoring.mode !== 'none' && !grows(service),
    reason: 'no autoscaler decides how many pods it has',
  },
  { field: 'alerts/job', when: (service, { monitoring }) => monitoring.mode !== 'none' && !isJob(service), reason: 'it is not a Job' },
  {
    field: 'alerts/volumes',
    when: ({ volumes }, { monitoring }) =>
      monitoring.mode !== 'none' && !Object.values(volumes).some(({ size, claim }) => size !== undefined || claim !== undefined),
    reason: 'it has no volume that lasts',
  },
  {
    field: 'alerts/throttling',
    when: ({ resources }, { monitoring }) => monitoring.mode !== 'none' && resources.limits.cpu === undefined,
    reason: 'its processor has no limit',
  },
  {
    field: 'alerts/scrape',
    when: ({ metrics }, { monitoring }) => monitoring.mode !== 'none' && metrics === undefined,
    reason: 'it has no `metrics`',
  },
  ...(['down', 'replicas', 'restarts', 'memory'] as const).map(
    (word): Idle => ({
      field: `alerts/${word}`,
      when: (service, { monitoring }) => monitoring.mode !== 'none' && isJob(service),
      reason: 'the pods of a Job come and go',
    }),
  ),
]
