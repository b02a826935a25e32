import type { Model, Store } from '../../../engine/sdk.ts'
import { elasticsearch } from './elasticsearch/program.ts'
import { etcd } from './etcd/program.ts'
import { kafka } from './kafka/program.ts'
import { minio } from './minio/program.ts'
import { mongodb } from './mongodb/program.ts'
import { mysql } from './mysql/program.ts'
import { postgresql } from './postgresql/program.ts'
import type { StoreProgram } from './program.ts'
import { rabbitmq } from './rabbitmq/program.ts'
import { redis } from './redis/program.ts'

/** How a store runs, by its engine. */
export function programOf(store: Store, model: Model): StoreProgram {
  switch (store.engine) {
    case 'mysql':
      return mysql(store)
    case 'postgresql':
      return postgresql(store)
    case 'redis':
      return redis(store)
    case 'rabbitmq':
      return rabbitmq(store)
    case 'kafka':
      return kafka(store, model)
    case 'elasticsearch':
      return elasticsearch(store, model)
    case 'etcd':
      return etcd(store)
    case 'minio':
      return minio(store)
    case 'mongodb':
      return mongodb(store)
  }
}
