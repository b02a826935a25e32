import type { Store } from '../../../../engine/sdk.ts'
import { TLS } from '../program.ts'

/** Where what is secret in its configuration lies, in memory. */
export const AUTH = '/run/redis'
export const SENTINEL_PORT = 26_379
/** Whom the proxies ask with: a user that can do nothing but say who is the primary. */
export const ASKER = 'asker'

/** redis-cli, as the store wants to be spoken to. */
export function cli(store: Store, host: string, port = 6379): string {
  return `redis-cli -h ${host} -p ${port}${store.tls === undefined ? '' : ` --tls --cacert ${TLS.ca}`}`
}

/** How many sentinels have to agree that the primary is gone: most of them. */
export function quorum(store: Store): number {
  return Math.floor(store.replicas / 2) + 1
}
