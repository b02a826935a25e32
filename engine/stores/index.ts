import { elasticsearch } from './elasticsearch.ts'
import type { StoreEngine } from './engine.ts'
import { etcd } from './etcd.ts'
import { kafka } from './kafka.ts'
import { minio } from './minio.ts'
import { mongodb } from './mongodb.ts'
import { mysql } from './mysql.ts'
import { postgresql } from './postgresql.ts'
import { rabbitmq } from './rabbitmq.ts'
import { redis } from './redis.ts'

export type { StoreEngine, StoreMetrics } from './engine.ts'

/** Every engine that a store can have, by its name in the language. */
export const storeEngines: { readonly [engine: string]: StoreEngine } = {
  mysql,
  postgresql,
  redis,
  mongodb,
  rabbitmq,
  kafka,
  elasticsearch,
  etcd,
  minio,
}
