import { type KubernetesObject, type Model, splitKeyRef } from '../../../engine/sdk.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { clusterMetadata, isEmpty } from '../../_shared/metadata.ts'

type Class = Model['storage']['classes'][string]

/** One kind of storage: who provides it, by what, and whether its claims may grow. */
interface Driver {
  readonly provisioner: string
  readonly expands: boolean
  readonly parameters: { readonly [name: string]: string }
}

/** https://kubernetes.io/docs/concepts/storage/storage-classes/ Nothing for a class that somebody else makes. */
export function* storageClasses(model: Model): Iterable<KubernetesObject> {
  for (const [name, declared] of Object.entries(model.storage.classes)) {
    const driver = driverOf(declared)
    if (driver === undefined) continue
    const { provisioner, expand, parameters: more, reclaim, binding, options } = declared
    const parameters = { ...driver.parameters, ...more }
    yield {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: clusterMetadata(
        name,
        platformLabels(model),
        declared.default ? { 'storageclass.kubernetes.io/is-default-class': 'true' } : {},
      ),
      provisioner: provisioner === undefined ? driver.provisioner : provisioner,
      ...(isEmpty(parameters) ? {} : { parameters }),
      reclaimPolicy: reclaim,
      volumeBindingMode: binding,
      allowVolumeExpansion: expand === undefined ? driver.expands : expand,
      ...(options.length === 0 ? {} : { mountOptions: options }),
    }
  }
}

function driverOf(declared: Class): Driver | undefined {
  switch (declared.type) {
    case 'ceph-rbd':
      return cephRbd(declared)
    case 'cephfs':
      return cephFs(declared)
    case 'nfs':
      // https://github.com/kubernetes-sigs/nfs-subdir-external-provisioner
      return { provisioner: 'k8s-sigs.io/nfs-subdir-external-provisioner', expands: false, parameters: { archiveOnDelete: 'true' } }
    case 'local':
      return { provisioner: 'kubernetes.io/no-provisioner', expands: false, parameters: {} }
    case 'csi':
      return { provisioner: '', expands: true, parameters: {} }
    default:
      return undefined
  }
}

/** https://github.com/ceph/ceph-csi/blob/devel/examples/rbd/storageclass.yaml */
function cephRbd(declared: Class): Driver {
  return {
    provisioner: 'rbd.csi.ceph.com',
    expands: true,
    parameters: {
      ...given({ clusterID: declared.clusterId, pool: declared.pool }),
      imageFeatures: 'layering',
      'csi.storage.k8s.io/fstype': 'ext4',
      ...cephSecrets(declared.secret === undefined ? 'ceph-csi/csi-rbd-secret' : declared.secret),
    },
  }
}

/** https://github.com/ceph/ceph-csi/blob/devel/examples/cephfs/storageclass.yaml */
function cephFs(declared: Class): Driver {
  return {
    provisioner: 'cephfs.csi.ceph.com',
    expands: true,
    parameters: {
      ...given({ clusterID: declared.clusterId, fsName: declared.filesystem, pool: declared.pool }),
      ...cephSecrets(declared.secret === undefined ? 'ceph-csi/csi-cephfs-secret' : declared.secret),
    },
  }
}

/** The one Secret, for everything that the driver does with it. */
function cephSecrets(reference: string): { readonly [name: string]: string } {
  const [namespace, name] = splitKeyRef(reference)
  const parameters: Record<string, string> = {}
  for (const use of ['provisioner', 'controller-expand', 'node-stage']) {
    parameters[`csi.storage.k8s.io/${use}-secret-name`] = name
    parameters[`csi.storage.k8s.io/${use}-secret-namespace`] = namespace
  }
  return parameters
}

function given(parameters: { readonly [name: string]: string | undefined }): { readonly [name: string]: string } {
  const said: Record<string, string> = {}
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) said[name] = value
  return said
}
