import type { Component, JsonObject, Model, Store } from '../../engine/sdk.ts'
import { saidOf } from '../_shared/monitoring/component.ts'
import { isWatched } from '../_shared/monitoring/store-alerts.ts'
import { exporterName } from '../_shared/monitoring/stores/watch.ts'
import type { Choose } from './components.ts'

/** The label of pods that are about a store. */
export const STORE_LABEL = 'platgen.dev/store'

/** Where an exporter finds who signs the certificate of its store. */
const CA = '/run/tls/ca.crt'
const ENVIRONMENT = 'It reads its password from the environment alone.'

/** One exporter for each store that runs in the cluster and serves no metrics itself, beside it: whoever is watched declares nothing. */
export function* storeExporters(model: Model, choose: Choose): Iterable<Component> {
  for (const store of Object.values(model.stores)) {
    const { exporter, port, path } = store.metrics
    if (exporter === undefined || !isWatched(store, model)) continue
    const own = programOf(store)
    yield {
      name: exporterName(store),
      says: ['monitoring', 'storeExporters'],
      service: {
        ...saidOf(model.monitoring.storeExporters, choose(exporter).reference),
        description: `Reads ${store.name} from inside.`,
        labels: { [STORE_LABEL]: store.name },
        calls: [store.name],
        replicas: 1,
        rollout: 'Recreate',
        health: { ready: '/', live: { tcp: true } },
        ports: { 'http-metrics': port },
        metrics: path,
        ...own,
        waivers: { replicas: 'Two would count everything twice; a minute without it is fine.', ...own.waivers },
      },
    }
  }
}

interface Program {
  readonly secrets?: JsonObject
  readonly args?: readonly string[]
  readonly env?: JsonObject
  readonly waivers: JsonObject
}

function programOf(store: Store): Program {
  const { host, port, tls, user, passwordKey } = store
  const secret = (key: string) => `${store.secret}/${key}`
  const inEnvironment = (variable: string, key: string, more: JsonObject = {}) => ({
    secrets: { [variable]: { ref: secret(key), as: 'env' }, ...more },
    waivers: { secretEnv: ENVIRONMENT },
  })
  switch (store.engine) {
    case 'mysql':
      return {
        args: [`--mysqld.address=${host}:${port.servicePort}`, `--mysqld.username=${user}`],
        ...inEnvironment('MYSQLD_EXPORTER_PASSWORD', user === 'root' ? store.rootPasswordKey : passwordKey),
      }
    case 'postgresql':
      return {
        env: {
          DATA_SOURCE_URI: `${host}:${port.servicePort}/${store.database}?sslmode=${tls === undefined ? 'disable' : 'require'}`,
          DATA_SOURCE_USER: `${user}`,
        },
        secrets: { DATA_SOURCE_PASS: { ref: secret(passwordKey), as: 'file-env' } },
        waivers: {},
      }
    case 'redis':
      return {
        env: {
          REDIS_ADDR: `${tls === undefined ? 'redis' : 'rediss'}://${host}:${port.servicePort}`,
          ...(tls === undefined ? {} : { REDIS_EXPORTER_SKIP_TLS_VERIFICATION: 'true' }),
        },
        ...inEnvironment('REDIS_PASSWORD', passwordKey),
      }
    // Any member knows the others.
    case 'kafka':
      return {
        args: [
          ...store.members.map((member) => `--kafka.server=${member.host}:${port.port}`),
          ...(tls === undefined ? [] : ['--tls.enabled', `--tls.ca-file=${CA}`]),
        ],
        ...(tls === undefined ? {} : { secrets: { CA: { ref: `${tls.secret}/ca.crt`, path: CA } } }),
        waivers: {},
      }
    // Every member, by way of any of them.
    case 'elasticsearch':
      return {
        args: [
          `--es.uri=${tls === undefined ? 'http' : 'https'}://${host}:${port.servicePort}`,
          '--es.all',
          ...(tls === undefined ? [] : [`--es.ca=${CA}`]),
        ],
        env: { ES_USERNAME: `${user}` },
        ...inEnvironment('ES_PASSWORD', passwordKey, tls === undefined ? {} : { CA: { ref: `${tls.secret}/ca.crt`, path: CA } }),
      }
    case 'mongodb': {
      const all = store.members.map((member) => `${member.host}:${port.port}`).join(',')
      const [found, set] = store.replicas === 1 ? [`${host}:${port.servicePort}`, ''] : [all, `replicaSet=${store.name}&`]
      const secure = tls === undefined ? '' : `&tls=true&tlsCAFile=${CA}`
      const ca = tls === undefined ? {} : { CA: { ref: `${tls.secret}/ca.crt`, path: CA } }
      return {
        args: [
          `--mongodb.uri=mongodb://${found}/admin?${set}authSource=admin${secure}`,
          ...(store.replicas === 1 ? [] : ['--no-mongodb.direct-connect']),
          '--collector.diagnosticdata',
          '--collector.dbstats',
        ],
        env: { MONGODB_USER: `${user}` },
        ...inEnvironment('MONGODB_PASSWORD', user === 'root' ? store.rootPasswordKey : passwordKey, ca),
      }
    }
    default:
      throw new Error(`${store.engine} serves its metrics itself`)
  }
}
