import type { ResolvedStore } from '../../../schema/generated/resolved.ts'
import { durationSeconds } from '../../kinds/duration.ts'
import { engineOf } from '../../stores/operators/index.ts'
import type { Context } from '../context.ts'
import type { Backup } from '../model.ts'
import { deriveResources } from './resources.ts'

/** How the data of a store is copied. Nothing while it runs outside. What its engine or its target can't do is told by a check. */
export function deriveBackup(name: string, store: ResolvedStore, context: Pick<Context, 'environment' | 'platform'>): Backup | undefined {
  const { backup } = store
  if (backup === undefined || store.external !== undefined) return undefined
  const { to } = backup
  const cold = engineOf(store).backup === 'cold'
  const members = store.engine === 'redis' ? 1 : store.replicas
  return {
    job: `${name}-backup`,
    restoreJobs:
      to.snapshot !== undefined
        ? []
        : cold && members > 1
          ? Array.from({ length: members }, (_, index) => `${name}-restore-${index}`)
          : [`${name}-restore`],
    schedule: backup.schedule,
    timeZone: backup.timeZone,
    keepMinutes: Math.ceil(durationSeconds(backup.keep) / 60),
    withinSeconds: durationSeconds(backup.within),
    deadline: backup.deadline,
    work: backup.work ?? store.storage.size,
    resources: deriveResources(backup.resources, []),
    target:
      to.snapshot !== undefined
        ? { type: 'snapshot', class: to.snapshot, claim: `data-${name}-0` }
        : to.s3 === undefined
          ? {
              type: 'claim',
              claim: to.claim ?? `${name}-backup-copies`,
              size: to.claim === undefined ? to.size : undefined,
              class: to.class,
            }
          : {
              type: 's3',
              bucket: to.s3.bucket,
              path: to.s3.path ?? `${context.platform.name}/${context.environment.name}`,
              region: to.s3.region,
              secret: to.s3.secret,
              external: to.s3.external,
            },
  }
}
