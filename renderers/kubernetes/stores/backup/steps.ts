import type { JsonObject, Model, Store } from '../../../../engine/sdk.ts'
import { etcdSteps } from './etcd.ts'
import { mongodbSteps } from './mongodb.ts'
import { mysqlSteps } from './mysql.ts'
import { postgresqlSteps } from './postgresql.ts'
import { rabbitmqSteps } from './rabbitmq.ts'
import { redisSteps } from './redis.ts'

/** One container: the store's own image unless it says another. */
export interface Step {
  readonly name: string
  readonly command: readonly string[]
  /** `tools` has a shell and little else. */
  readonly image: 'store' | 'tools'
}

/** How one engine is copied and brought back. What is copied lies in `/work` meanwhile. */
export interface Steps {
  /** Write the data into `/work`, and make sure that it can be read. */
  readonly dump: readonly Step[]
  /** Bring back what lies in `/work`, once for each member that has data of its own to be replaced. The last one is the Job's main container. */
  readonly restore: (member: Store['members'][number]) => readonly [...Step[], Step]
  /** Whether the members' volumes are written, so that none of them may run meanwhile. */
  readonly cold: boolean
  /** Ports of the store that are called; that of clients when nothing is said. */
  readonly ports?: readonly string[]
}

/** How one engine is mirrored and brought back, where a copy would be too large to be packed: two scripts of a program that speaks S3. */
export interface Mirror {
  readonly keep: string
  readonly restore: string
}

/** Two scripts in one image, without a copy on its way. */
export interface Way extends Mirror {
  readonly image: string
  readonly calls: JsonObject
  readonly volumes: (own: boolean) => JsonObject
  readonly keeps: string
}

/** Where a copy lies on its way, and where copies are kept. */
export const WORK = '/work'

/** The steps of an engine; nothing for one that platgen can't copy. */
export function stepsOf(store: Store, model: Model): Steps | undefined {
  switch (store.engine) {
    case 'mysql':
      return mysqlSteps(store)
    case 'mongodb':
      return mongodbSteps(store)
    case 'postgresql':
      return postgresqlSteps(store)
    case 'rabbitmq':
      return rabbitmqSteps(store)
    case 'redis':
      return redisSteps(store)
    case 'etcd':
      return etcdSteps(store, model)
    default:
      return undefined
  }
}
