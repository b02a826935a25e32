import type { Backup, Store } from '../../engine/sdk.ts'

/** A bucket that keeps copies. */
export type Bucket = Extract<Backup['target'], { readonly type: 's3' }>

/** Where the keys of a bucket lie. */
export const BUCKET = '/run/secrets/bucket'

/** The bucket that the members of a store write themselves; undefined where a CronJob does, or an operator. */
export function ownBucket({ engine, operator, backup, external }: Store): Bucket | undefined {
  if (engine !== 'elasticsearch' || operator !== undefined || external !== undefined) return undefined
  return backup?.target.type === 's3' ? backup.target : undefined
}
