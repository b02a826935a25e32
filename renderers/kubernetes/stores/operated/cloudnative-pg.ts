import type { KubernetesObject, Model, Store } from '../../../../engine/sdk.ts'
import { isEmpty } from '../../../_shared/metadata.ts'
import { joined } from '../../../_shared/names.ts'
import { pullSecrets } from '../../pod/pod-spec.ts'
import { resources } from '../../pod/resources.ts'
import { storageClass } from '../../volumes/claims.ts'
import { memoryShare, volumeShare } from '../program.ts'
import { copyingPlugins, copyObjects } from './cloudnative-pg-copies.ts'
import { operatedMetadata, podLabels, podScheduling } from './pods.ts'

const API = 'postgresql.cnpg.io/v1'

/** https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/ */
export function* cloudnativePg(store: Store, model: Model): Iterable<KubernetesObject> {
  yield* copyObjects(store, model)
  yield { apiVersion: API, kind: 'Cluster', metadata: operatedMetadata(store.name, store, model), spec: clusterSpec(store, model) }
  // The first database is made with the cluster. What is in one never goes with its object.
  for (const database of store.databases.slice(1))
    yield {
      apiVersion: API,
      kind: 'Database',
      metadata: operatedMetadata(joined(store.name, database.replaceAll('_', '-').toLowerCase()), store, model),
      spec: { cluster: { name: store.name }, name: database, owner: store.user, databaseReclaimPolicy: 'retain' },
    }
}

function clusterSpec(store: Store, model: Model): object {
  const { priorityClassName, topologySpreadConstraints, schedulerName } = podScheduling(store, model)
  const users = Object.entries(store.users)
  return {
    ...(store.description === undefined ? {} : { description: store.description }),
    instances: store.replicas,
    imageName: store.image.reference,
    ...pullSecrets(model, [store.image]),
    primaryUpdateStrategy: 'unsupervised',
    // A budget for a single instance would keep its node from ever being drained.
    enablePDB: store.replicas > 1,
    inheritedMetadata: { labels: podLabels(store, model), annotations: store.annotations },
    bootstrap: {
      initdb: {
        database: store.database,
        owner: store.user,
        dataChecksums: true,
        ...(store.secretKeys.length === 0 ? {} : { secret: { name: store.secret } }),
      },
    },
    ...(store.tls === undefined ? {} : { certificates: { serverTLSSecret: store.tls.secret, serverCASecret: store.tls.secret } }),
    postgresql: {
      parameters: parameters(store),
      ...(store.tls === undefined ? {} : { pg_hba: ['hostnossl all all all reject'] }),
    },
    ...(users.length === 0
      ? {}
      : {
          managed: {
            roles: users.map(([name, { secret, connections }]) => ({
              name,
              ensure: 'present',
              login: true,
              ...(connections === undefined ? {} : { connectionLimit: connections }),
              passwordSecret: { name: secret },
            })),
          },
        }),
    ...copyingPlugins(store),
    storage: { size: store.storage.size, ...classOf(store, model) },
    resources: resources(store.resources),
    priorityClassName,
    ...(schedulerName === undefined ? {} : { schedulerName }),
    affinity: affinity(store, model),
    ...(topologySpreadConstraints === undefined ? {} : { topologySpreadConstraints }),
  }
}

/** Memory as PostgreSQL's own documentation advises, and what somebody wrote over it. https://www.postgresql.org/docs/17/runtime-config.html */
function parameters(store: Store): { readonly [name: string]: string } {
  const { connections } = store
  if (connections === undefined) throw new Error('PostgreSQL without a number of connections')
  return {
    max_connections: String(connections),
    shared_buffers: `${memoryShare(store, 0.25)}MB`,
    effective_cache_size: `${memoryShare(store, 0.7)}MB`,
    maintenance_work_mem: `${memoryShare(store, 0.05)}MB`,
    work_mem: `${Math.max(1, Math.floor(memoryShare(store, 0.25) / connections))}MB`,
    max_wal_size: `${volumeShare(store, 0.1)}MB`,
    max_slot_wal_keep_size: `${volumeShare(store, 0.2)}MB`,
    log_min_duration_statement: '1s',
    log_lock_waits: 'on',
    ...store.config,
  }
}

function classOf(store: Store, model: Model): object {
  const { storageClassName } = storageClass(model, store.storage.class)
  return storageClassName === undefined ? {} : { storageClass: storageClassName }
}

/** The operator has words of its own for instances that keep apart. */
function affinity(store: Store, model: Model): object {
  const { spread } = store.placement
  const alone = store.replicas === 1 || spread === 'none'
  const {
    affinity: wished,
    nodeSelector,
    tolerations,
  } = podScheduling({ ...store, placement: { ...store.placement, spread: 'none' } }, model)
  const { nodeAffinity, podAffinity, podAntiAffinity } = wished === undefined ? EMPTY : wished
  return {
    enablePodAntiAffinity: !alone,
    ...(alone ? {} : { podAntiAffinityType: spread === 'require' ? 'required' : 'preferred', topologyKey: 'kubernetes.io/hostname' }),
    ...(nodeSelector === undefined || isEmpty(nodeSelector) ? {} : { nodeSelector }),
    ...(tolerations === undefined ? {} : { tolerations }),
    ...(nodeAffinity === undefined ? {} : { nodeAffinity }),
    ...(podAffinity === undefined ? {} : { additionalPodAffinity: podAffinity }),
    ...(podAntiAffinity === undefined ? {} : { additionalPodAntiAffinity: podAntiAffinity }),
  }
}

const EMPTY = Object.freeze({ nodeAffinity: undefined, podAffinity: undefined, podAntiAffinity: undefined })
