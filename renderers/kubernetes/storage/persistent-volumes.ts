import type { KubernetesObject, Model } from '../../../engine/sdk.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { clusterMetadata, metadata } from '../../_shared/metadata.ts'
import { clusterName } from '../../_shared/names.ts'

type Declared = Model['storage']['volumes'][string]

/**
 * Volumes that a person made, each with the claim that it is kept for. A volume belongs to the cluster, so its name holds the namespace: several environments
 * may use one share, each through a volume of its own. https://kubernetes.io/docs/concepts/storage/persistent-volumes/
 */
export function* persistentVolumes(model: Model): Iterable<KubernetesObject> {
  const { namespace } = model.environment
  for (const [name, declared] of Object.entries(model.storage.volumes)) {
    yield {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: clusterMetadata(clusterName(namespace, name), platformLabels(model)),
      spec: {
        capacity: { storage: declared.size },
        accessModes: [declared.access],
        persistentVolumeReclaimPolicy: declared.reclaim,
        storageClassName: className(declared),
        claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name },
        ...source(name, declared),
      },
    }
  }
}

/** The claims of those volumes, of the same name, for services to name. */
export function* claimsOfVolumes(model: Model): Iterable<KubernetesObject> {
  const { namespace } = model.environment
  for (const [name, declared] of Object.entries(model.storage.volumes))
    yield {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: metadata(name, namespace, platformLabels(model)),
      spec: {
        accessModes: [declared.access],
        storageClassName: className(declared),
        volumeName: clusterName(namespace, name),
        resources: { requests: { storage: declared.size } },
      },
    }
}

/** An empty name keeps the cluster's default class from making another volume. */
function className(declared: Declared): string {
  return declared.class === undefined ? '' : declared.class
}

function source(name: string, { nfs, local }: Declared): object {
  if (nfs !== undefined) return { nfs: { server: nfs.server, path: nfs.path } }
  if (local === undefined) throw new Error(`the persistent volume ${name} has no source`)
  return {
    local: { path: local.path },
    nodeAffinity: {
      required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [local.node] }] }] },
    },
  }
}
