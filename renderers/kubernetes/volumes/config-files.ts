import type { Service } from '../../../engine/sdk.ts'
import { joined, pathName } from '../../_shared/names.ts'
import type { KeyToPath, ProjectedSource } from '../../_shared/pod-types.ts'
import type { Mounted } from './mounted.ts'

/** Name of the ConfigMap that holds the files of a service. */
export function filesName(service: Service): string {
  return joined(service.name, 'files')
}

/** Key of a file in that ConfigMap. */
export function fileKey(path: string): string {
  return pathName('', path).slice(1)
}

/**
 * Configuration files, each mounted alone, so that its neighbours in the image stay visible. A file that is mounted alone never changes under a running
 * program, which is fine: a change rolls the pods. https://kubernetes.io/docs/concepts/storage/projected-volumes/
 */
export function mountConfigFiles({ volumes, mounts }: Mounted, service: Service): void {
  if (service.files.length === 0) return
  const own: KeyToPath[] = []
  const shared = new Map<string, KeyToPath[]>()
  for (const { path, shared: from, mode } of service.files) {
    const subPath = path.slice(1)
    if (from === undefined) own.push({ key: fileKey(path), path: subPath, mode })
    else {
      const items = shared.get(from.config)
      const item = { key: from.key, path: subPath, mode }
      if (items === undefined) shared.set(from.config, [item])
      else items.push(item)
    }
    mounts.push({ name: VOLUME, mountPath: path, subPath, readOnly: true })
  }
  const sources: ProjectedSource[] = own.length === 0 ? [] : [{ configMap: { name: filesName(service), items: own } }]
  for (const [name, items] of shared) sources.push({ configMap: { name, items } })
  volumes.push({ name: VOLUME, projected: { defaultMode: 0o444, sources } })
}

const VOLUME = 'config-files'
