import { isCeph, type KubernetesObject, type Model } from '../../../engine/sdk.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { clusterMetadata, isEmpty } from '../../_shared/metadata.ts'
import { rookClass } from './rook.ts'
import { cephSecret, provisionerOf } from './storage-class.ts'

/** https://kubernetes.io/docs/concepts/storage/volume-snapshot-classes/ */
export function* snapshotClasses(model: Model): Iterable<KubernetesObject> {
  for (const [name, { class: of, driver, parameters: more, reclaim }] of Object.entries(model.storage.snapshots)) {
    const declared = model.storage.classes[of]
    if (declared === undefined) continue
    const parameters = { ...cephParameters(of, declared, model), ...more }
    yield {
      apiVersion: 'snapshot.storage.k8s.io/v1',
      kind: 'VolumeSnapshotClass',
      metadata: clusterMetadata(name, platformLabels(model)),
      driver: driver === undefined ? provisionerOf(of, declared, model) : driver,
      deletionPolicy: reclaim,
      ...(isEmpty(parameters) ? {} : { parameters }),
    }
  }
}

/** https://github.com/ceph/ceph-csi/tree/devel/examples: the cluster, and the Secret that makes volumes. */
function cephParameters(of: string, declared: Model['storage']['classes'][string], model: Model): { readonly [name: string]: string } {
  const { clusterId } = declared
  const rooks = rookClass(of, declared, model)
  if (rooks !== undefined) return parametersOf(rooks.clusterId, rooks.clusterId, rooks.secret)
  if (!isCeph(declared) || clusterId === undefined) return {}
  const [namespace, name] = cephSecret(declared)
  return parametersOf(clusterId, namespace, name)
}

function parametersOf(clusterID: string, namespace: string, name: string): { readonly [name: string]: string } {
  return {
    clusterID,
    'csi.storage.k8s.io/snapshotter-secret-name': name,
    'csi.storage.k8s.io/snapshotter-secret-namespace': namespace,
  }
}
