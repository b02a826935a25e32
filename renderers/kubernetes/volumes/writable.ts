import type { WritablePath } from '../../../engine/sdk.ts'
import { pathName } from '../../_shared/names.ts'
import type { Volume } from '../../_shared/pod-types.ts'
import type { Mounted } from './mounted.ts'

/** An empty folder for each path where a program may write although its root file system is read-only. */
export function mountWritable({ volumes, mounts }: Mounted, paths: readonly WritablePath[]): void {
  for (const { path, size, medium } of paths) {
    const name = pathName('writable', path)
    volumes.push(emptyVolume(name, size, medium))
    mounts.push({ name, mountPath: path })
  }
}

/** https://kubernetes.io/docs/concepts/storage/volumes/#emptydir Never without a size: without one it may fill the node. */
export function emptyVolume(name: string, sizeLimit: string, medium: 'Memory' | undefined): Volume {
  return { name, emptyDir: medium === undefined ? { sizeLimit } : { sizeLimit, medium } }
}
