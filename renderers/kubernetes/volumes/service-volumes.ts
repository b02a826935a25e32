import type { Service } from '../../../engine/sdk.ts'
import type { Volume } from '../../_shared/pod-types.ts'
import { claimName } from './claims.ts'
import type { Mounted } from './mounted.ts'
import { emptyVolume } from './writable.ts'

/** A volume as a service declares it. */
export type ServiceVolume = Service['volumes'][string]

/** The volumes that a service declares. `which` leaves some out: a migration has no use for the data of the pods. */
export function mountVolumes(
  { volumes, mounts, devices }: Mounted,
  service: Service,
  workload: string,
  which: (volume: ServiceVolume) => boolean,
): void {
  for (const name in service.volumes) {
    const volume = service.volumes[name] as ServiceVolume
    if (!which(volume)) continue
    const source = volumeOf(name, volume, service, workload)
    if (source !== undefined) volumes.push(source)
    if (volume.mount === undefined) continue
    if (volume.mode === 'Block') devices.push({ name, devicePath: volume.mount })
    else
      mounts.push({
        name,
        mountPath: volume.mount,
        ...(volume.subPath === undefined ? {} : { subPath: volume.subPath }),
        ...(volume.readOnly ? { readOnly: true } : {}),
      })
  }
}

/** https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/ Nothing for what a StatefulSet claims for each pod. */
function volumeOf(name: string, volume: ServiceVolume, service: Service, workload: string): Volume | undefined {
  const { size, claim, empty, hostPath, nfs, config, secret } = volume
  if (size !== undefined)
    return service.kind === 'StatefulSet' ? undefined : { name, persistentVolumeClaim: { claimName: claimName(service, name, workload) } }
  if (claim !== undefined) return { name, persistentVolumeClaim: { claimName: claim } }
  if (empty !== undefined) return emptyVolume(name, empty.size, empty.medium)
  if (hostPath !== undefined)
    return { name, hostPath: hostPath.type === undefined ? { path: hostPath.path } : { path: hostPath.path, type: hostPath.type } }
  if (nfs !== undefined) return { name, nfs: { server: nfs.server, path: nfs.path } }
  if (config !== undefined) return { name, configMap: { name: config.name, ...keys(config) } }
  if (secret !== undefined) return { name, secret: { secretName: secret.name, ...keys(secret) } }
  throw new Error(`the volume ${name} of ${service.name} has no source`)
}

type Keys = NonNullable<ServiceVolume['config']>

function keys({ items, fileMode, optional }: Keys): {
  readonly items?: readonly { readonly key: string; readonly path: string }[]
  readonly defaultMode: number
  readonly optional?: boolean
} {
  return {
    ...(items === undefined ? {} : { items: Object.entries(items).map(([key, path]) => ({ key, path })) }),
    defaultMode: Number.parseInt(fileMode, 8),
    ...(optional ? { optional } : {}),
  }
}
