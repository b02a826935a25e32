/** What is looked at of a storage class. */
interface Class {
  readonly type?: string | undefined
  readonly clusterId?: string | undefined
}

interface OfCeph {
  readonly type: 'ceph-rbd' | 'cephfs'
}

/** Whether the volumes of a class are images of a pool, or folders of a file system, of Ceph. */
export function isCeph<Declared extends Class>(declared: Declared): declared is Declared & OfCeph {
  return declared.type === 'ceph-rbd' || declared.type === 'cephfs'
}

/** Whether the volumes of a class lie in the Ceph cluster that Rook runs: it names no other one. */
export function isOfRook<Declared extends Class>(
  declared: Declared,
  storage: { readonly rook?: object | undefined },
): declared is Declared & OfCeph {
  return storage.rook !== undefined && declared.clusterId === undefined && isCeph(declared)
}
