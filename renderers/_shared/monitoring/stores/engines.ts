import type { Store } from '../../../../engine/sdk.ts'
import { etcd, mysql, postgresql, redis } from './databases.ts'
import { mongodb } from './mongodb.ts'
import { kafka, rabbitmq } from './queues.ts'
import { elasticsearch, minio } from './search.ts'
import type { EngineWatch } from './watch.ts'

/** How each engine is watched from inside. */
export const engineWatches: { readonly [Engine in Store['engine']]: EngineWatch } = {
  mysql,
  postgresql,
  redis,
  rabbitmq,
  kafka,
  elasticsearch,
  etcd,
  minio,
  mongodb,
}
