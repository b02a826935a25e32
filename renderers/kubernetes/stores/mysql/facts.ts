import type { Store } from '../../../../engine/sdk.ts'

/** Where the volume is mounted. */
export const VOLUME = '/var/lib/mysql'

/** Whom copies log in as. */
export const REPLICATOR = 'replicator'

/** The line of versions, which decides about the words of configuration and SQL; the newest where the image does not tell. */
export function line({ image }: Store): '5.7' | '8.0' | '8.4' {
  if (image.tag?.startsWith('5.7') === true) return '5.7'
  return image.tag?.startsWith('8.0') === true ? '8.0' : '8.4'
}
