import type { Component, JsonObject, Model, Store } from '../../engine/sdk.ts'
import { saidOf } from '../_shared/monitoring/component.ts'
import { exporterName, isWatched } from '../_shared/monitoring/store-alerts.ts'
import type { Choose } from './components.ts'

/** The label of pods that are about a store. */
export const STORE_LABEL = 'platgen.dev/store'

const ENVIRONMENT = 'It reads its password from the environment alone.'

/** One exporter for each store that runs in the cluster, beside it: whoever is watched declares nothing. */
export function* storeExporters(model: Model, choose: Choose): Iterable<Component> {
  for (const store of Object.values(model.stores)) {
    if (!isWatched(store, model)) continue
    const { image, ...own } = programOf(store)
    yield {
      name: exporterName(store),
      says: ['monitoring', 'storeExporters'],
      service: {
        ...saidOf(model.monitoring.storeExporters, choose(image).reference),
        description: `Reads ${store.name} from inside.`,
        labels: { [STORE_LABEL]: store.name },
        calls: [store.name],
        replicas: 1,
        rollout: 'Recreate',
        health: { ready: '/', live: { tcp: true } },
        ports: { 'http-metrics': store.metricsPort },
        metrics: '/metrics',
        ...own,
        waivers: { replicas: 'Two would count everything twice; a minute without it is fine.', ...own.waivers },
      },
    }
  }
}

interface Program {
  readonly image: string
  readonly secrets: JsonObject
  readonly args?: readonly string[]
  readonly env?: JsonObject
  readonly waivers: JsonObject
}

function programOf(store: Store): Program {
  const secret = (key: string) => `${store.secret}/${key}`
  switch (store.engine) {
    case 'mysql': {
      const isRoot = store.user === 'root'
      return {
        image: 'docker.io/prom/mysqld-exporter:v0.18.0',
        args: [`--mysqld.address=${store.name}:${store.port.servicePort}`, `--mysqld.username=${store.user}`],
        secrets: { MYSQLD_EXPORTER_PASSWORD: { ref: secret(isRoot ? store.rootPasswordKey : 'password'), as: 'env' } },
        waivers: { secretEnv: ENVIRONMENT },
      }
    }
    case 'postgresql':
      return {
        image: 'quay.io/prometheuscommunity/postgres-exporter:v0.18.1',
        env: {
          DATA_SOURCE_URI: `${store.name}:${store.port.servicePort}/${store.database}?sslmode=${store.tls === undefined ? 'disable' : 'require'}`,
          DATA_SOURCE_USER: `${store.user}`,
        },
        secrets: { DATA_SOURCE_PASS: { ref: secret('password'), as: 'file-env' } },
        waivers: {},
      }
    case 'redis':
      return {
        image: 'docker.io/oliver006/redis_exporter:v1.80.1',
        env: {
          REDIS_ADDR: `${store.tls === undefined ? 'redis' : 'rediss'}://${store.name}:${store.port.servicePort}`,
          ...(store.tls === undefined ? {} : { REDIS_EXPORTER_SKIP_TLS_VERIFICATION: 'true' }),
        },
        secrets: { REDIS_PASSWORD: { ref: secret('password'), as: 'env' } },
        waivers: { secretEnv: ENVIRONMENT },
      }
    default:
      throw new Error(`nothing watches ${store.engine} from inside`)
  }
}
