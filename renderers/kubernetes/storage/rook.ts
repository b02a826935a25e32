import { isOfRook, type KubernetesObject, type Model } from '../../../engine/sdk.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { isEmpty, metadata } from '../../_shared/metadata.ts'

type Class = Model['storage']['classes'][string]

const API = 'ceph.rook.io/v1'
/** The one pool of data of a file system. */
const DATA_POOL = 'data'

/** What a class of Rook's says to the driver: the cluster, and the Secrets that Rook makes for it. */
export interface RookClass {
  readonly provisioner: string
  readonly parameters: { readonly [name: string]: string }
  /** Name of the Secret that makes volumes and snapshots, in the namespace of the cluster. */
  readonly secret: string
  readonly clusterId: string
}

/** Whether the volumes of a class lie in the Ceph cluster that Rook runs, and how the driver finds it. https://rook.io/docs/rook/latest-release/Storage-Configuration/Block-Storage-RBD/block-storage/ */
export function rookClass(name: string, declared: Class, { storage }: Model): RookClass | undefined {
  const { rook } = storage
  const { type } = declared
  if (rook === undefined || !isOfRook(declared, storage)) return undefined
  const kind = type === 'ceph-rbd' ? 'rbd' : 'cephfs'
  const secrets: Record<string, string> = {}
  for (const [use, who] of [
    ['provisioner', 'provisioner'],
    ['controller-expand', 'provisioner'],
    ['node-stage', 'node'],
  ] as const) {
    secrets[`csi.storage.k8s.io/${use}-secret-name`] = `rook-csi-${kind}-${who}`
    secrets[`csi.storage.k8s.io/${use}-secret-namespace`] = rook.namespace
  }
  const place =
    type === 'ceph-rbd'
      ? { pool: poolOf(name, declared), imageFeatures: 'layering', 'csi.storage.k8s.io/fstype': 'ext4' }
      : { fsName: filesystemOf(name, declared), pool: `${filesystemOf(name, declared)}-${DATA_POOL}` }
  return {
    // Rook puts its namespace in front of the names of its drivers.
    provisioner: `${rook.namespace}.${kind}.csi.ceph.com`,
    parameters: { clusterID: rook.namespace, ...place, ...secrets },
    secret: `rook-csi-${kind}-provisioner`,
    clusterId: rook.namespace,
  }
}

/** https://rook.io/docs/rook/latest-release/CRDs/Cluster/ceph-cluster-crd/ The cluster, and where the data of each class lies. Data outlives its objects. */
export function* rookObjects(model: Model): Iterable<KubernetesObject> {
  const { rook, classes } = model.storage
  if (rook === undefined) return
  const { namespace } = rook
  const about = (name: string) => metadata(name, namespace, platformLabels(model))
  yield { apiVersion: API, kind: 'CephCluster', metadata: about(namespace), spec: clusterSpec(rook) }
  for (const [name, declared] of Object.entries(classes)) {
    if (rookClass(name, declared, model) === undefined) continue
    const pool = { failureDomain: 'host', replicated: replicated(declared) }
    if (declared.type === 'ceph-rbd') yield { apiVersion: API, kind: 'CephBlockPool', metadata: about(poolOf(name, declared)), spec: pool }
    else
      yield {
        apiVersion: API,
        kind: 'CephFilesystem',
        metadata: about(filesystemOf(name, declared)),
        spec: {
          metadataPool: pool,
          dataPools: [{ name: DATA_POOL, ...pool }],
          preserveFilesystemOnDelete: true,
          metadataServer: { activeCount: 1, activeStandby: true },
        },
      }
  }
}

function clusterSpec({ image, monitors, nodes, devices }: NonNullable<Model['storage']['rook']>): object {
  return {
    cephVersion: { image: image.reference },
    dataDirHostPath: '/var/lib/rook',
    mon: { count: monitors, allowMultiplePerNode: false },
    mgr: { count: monitors === 1 ? 1 : 2 },
    disruptionManagement: { managePodBudgets: true },
    storage: {
      useAllNodes: isEmpty(nodes),
      useAllDevices: devices === undefined,
      ...(devices === undefined ? {} : { deviceFilter: devices }),
      ...(isEmpty(nodes) ? {} : { nodes: nodes.map((name) => ({ name })) }),
    },
  }
}

/** A pool with a single copy has to say that it means it. */
function replicated({ replicas }: Class): object {
  const size = replicas === undefined ? USUAL_COPIES : replicas
  return { size, requireSafeReplicaSize: size > 1 }
}

const USUAL_COPIES = 3

function poolOf(name: string, { pool }: Class): string {
  return pool === undefined ? name : pool
}

function filesystemOf(name: string, { filesystem }: Class): string {
  return filesystem === undefined ? name : filesystem
}
