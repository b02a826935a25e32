import { type KubernetesObject, type Model, splitKeyRef } from '../../../engine/sdk.ts'
import { platformLabels } from '../../_shared/labels.ts'
import { clusterMetadata, isEmpty } from '../../_shared/metadata.ts'
import { rookClass } from './rook.ts'

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
    const driver = driverOf(name, declared, model)
    if (driver === undefined) continue
    const { expand, parameters: more, reclaim, binding, options } = declared
    const parameters = { ...driver.parameters, ...more }
    yield {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: clusterMetadata(
        name,
        platformLabels(model),
        declared.default ? { 'storageclass.kubernetes.io/is-default-class': 'true' } : {},
      ),
      provisioner: provisionerOf(name, declared, model),
      ...(isEmpty(parameters) ? {} : { parameters }),
      reclaimPolicy: reclaim,
      volumeBindingMode: binding,
      allowVolumeExpansion: expand === undefined ? driver.expands : expand,
      ...(options.length === 0 ? {} : { mountOptions: options }),
    }
  }
}

function driverOf(name: string, declared: Class, model: Model): Driver | undefined {
  const rooks = rookClass(name, declared, model)
  if (rooks !== undefined) return { ...rooks, expands: true }
  switch (declared.type) {
    case 'ceph-rbd':
      return cephRbd(declared)
    case 'cephfs':
      return cephFs(declared)
    case 'nfs':
      // https://github.com/kubernetes-sigs/nfs-subdir-external-provisioner
      return { provisioner: nfsProvisioner(name), expands: false, parameters: { archiveOnDelete: 'true' } }
    case 'local':
      return { provisioner: 'kubernetes.io/no-provisioner', expands: false, parameters: {} }
    case 'csi':
      return { provisioner: '', expands: true, parameters: {} }
    default:
      return undefined
  }
}

/** The driver of a class that platgen knows; of one that somebody else makes, it has to be said. */
export function provisionerOf(name: string, declared: Class, model: Model): string {
  if (declared.provisioner !== undefined) return declared.provisioner
  const driver = driverOf(name, declared, model)
  if (driver === undefined) throw new Error(`the class ${name} has no driver`)
  return driver.provisioner
}

/** The name by which a class of folders and the provisioner that we run for it know each other. */
export function nfsProvisioner(name: string): string {
  return `platgen.dev/nfs-${name}`
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
      ...cephSecrets(declared),
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
      ...cephSecrets(declared),
    },
  }
}

/** The one Secret, for everything that the driver does with it. */
function cephSecrets(declared: Class): { readonly [name: string]: string } {
  const [namespace, name] = cephSecret(declared)
  const parameters: Record<string, string> = {}
  for (const use of ['provisioner', 'controller-expand', 'node-stage']) {
    parameters[`csi.storage.k8s.io/${use}-secret-name`] = name
    parameters[`csi.storage.k8s.io/${use}-secret-namespace`] = namespace
  }
  return parameters
}

/** Namespace and name of the Secret with the credentials of ceph-csi. */
export function cephSecret({ secret, type }: Class): readonly [namespace: string, name: string] {
  const [namespace, name] = splitKeyRef(
    secret === undefined ? `ceph-csi/${type === 'cephfs' ? 'csi-cephfs-secret' : 'csi-rbd-secret'}` : secret,
  )
  return [namespace, name]
}

function given(parameters: { readonly [name: string]: string | undefined }): { readonly [name: string]: string } {
  const said: Record<string, string> = {}
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) said[name] = value
  return said
}
