import type { Backup, KubernetesObject, Model, Store } from '../../../../engine/sdk.ts'
import { joined } from '../../../_shared/names.ts'
import type { Bucket } from '../../../_shared/own-bucket.ts'
import { endpoint } from '../backup/copies.ts'
import { operatedMetadata } from './pods.ts'

/** https://cloudnative-pg.io/plugin-barman-cloud/docs/usage/ Its own support of buckets is on its way out. */
const PLUGIN = 'barman-cloud.cloudnative-pg.io'

/** Where copies are kept, and when one is made. Between two of them the log is archived as it is written. */
export function* copyObjects(store: Store, model: Model): Iterable<KubernetesObject> {
  const { backup } = store
  if (backup === undefined) return
  const bucket = bucketOf(backup)
  if (bucket !== undefined) yield objectStore(store, backup, bucket, model)
  yield {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'ScheduledBackup',
    metadata: operatedMetadata(backup.job, store, model),
    spec: {
      cluster: { name: store.name },
      // It counts seconds too.
      schedule: `0 ${backup.schedule}`,
      backupOwnerReference: 'self',
      ...(bucket === undefined ? { method: 'volumeSnapshot' } : { method: 'plugin', pluginConfiguration: { name: PLUGIN } }),
    },
  }
}

function objectStore(store: Store, backup: Backup, bucket: Bucket, model: Model): KubernetesObject {
  return {
    apiVersion: 'barmancloud.cnpg.io/v1',
    kind: 'ObjectStore',
    metadata: operatedMetadata(bucketName(store), store, model),
    spec: {
      retentionPolicy: `${Math.ceil(backup.keepMinutes / MINUTES_A_DAY)}d`,
      configuration: {
        destinationPath: `s3://${bucket.bucket}/${bucket.path}`,
        endpointURL: endpoint(bucket, model),
        s3Credentials: {
          accessKeyId: { name: bucket.secret, key: 'access-key' },
          secretAccessKey: { name: bucket.secret, key: 'secret-key' },
        },
        wal: { compression: 'gzip' },
        data: { compression: 'gzip' },
      },
      instanceSidecarConfiguration: {
        env: [{ name: 'AWS_DEFAULT_REGION', value: bucket.region }],
        resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '1', memory: '512Mi' } },
      },
    },
  }
}

/** What a Cluster says of its copies. A snapshot is made of an instance that is stopped for it, and never of the primary: nobody archives the log beside it. */
export function copyingPlugins(store: Store): object {
  const { backup } = store
  if (backup?.target.type === 'snapshot')
    return { backup: { target: 'prefer-standby', volumeSnapshot: { className: backup.target.class, online: false } } }
  return bucketOf(store.backup) === undefined
    ? {}
    : { plugins: [{ name: PLUGIN, isWALArchiver: true, parameters: { barmanObjectName: bucketName(store) } }] }
}

function bucketOf(backup: Backup | undefined): Bucket | undefined {
  return backup?.target.type === 's3' ? backup.target : undefined
}

function bucketName({ name }: Store): string {
  return joined(name, 'copies')
}

const MINUTES_A_DAY = 1440
