import { byteCount, type Model, type Service } from '../../engine/sdk.ts'
import { secretFolder } from './secrets.ts'
import type { Value } from './value.ts'

/** Where a container of the service sees the volumes of the pod: paths by the name of the volume. */
export type Mounts = {
  readonly [volume: string]: { readonly path: string; readonly subPath: string | undefined; readonly readOnly: boolean }
}

/** What the main container mounts. */
export function mainMounts({ volumes }: Service): Mounts {
  return Object.fromEntries(
    Object.entries(volumes).flatMap(([name, { mount, subPath, readOnly }]) =>
      mount === undefined ? [] : [[name, { path: mount, subPath, readOnly }]],
    ),
  )
}

/** The name of a volume of the service among those of Compose; a claim that several share is theirs. */
function volumeName(service: Service, name: string): string {
  const claim = service.volumes[name]?.claim
  return claim === undefined ? `${service.name}_${name}` : claim
}

/** Mounts of a container. */
export function volumesOf(service: Service, mounts: Mounts): readonly Value[] {
  return Object.entries(mounts).flatMap(([name, { path, subPath, readOnly }]): readonly Value[] => {
    const volume = service.volumes[name]
    if (volume === undefined) return []
    const more = readOnly || volume.secret !== undefined ? { read_only: true } : {}
    if (volume.hostPath !== undefined) return [{ type: 'bind', source: volume.hostPath.path, target: path, ...more }]
    if (volume.secret !== undefined) return [{ type: 'bind', source: secretFolder(volume.secret.name), target: path, ...more }]
    // Its files are told one by one.
    if (volume.config !== undefined) return []
    const part = subPath === undefined ? {} : { volume: { subpath: subPath } }
    return [{ type: 'volume', source: volumeName(service, name), target: path, ...more, ...part }]
  })
}

/** The volumes of the file that a service needs. */
export function declaredVolumes(service: Service): readonly (readonly [name: string, value: Value])[] {
  return Object.entries(service.volumes).flatMap(([name, { hostPath, secret, config, nfs }]): readonly (readonly [string, Value])[] => {
    if (hostPath !== undefined || secret !== undefined || config !== undefined) return []
    if (nfs === undefined) return [[volumeName(service, name), {}]]
    return [[volumeName(service, name), { driver_opts: { type: 'nfs', o: `addr=${nfs.server},rw`, device: `:${nfs.path}` } }]]
  })
}

/** Empty folders in a read-only root. */
export function tmpfsOf({ writable, security }: Service): Value | undefined {
  if (writable.length === 0) return undefined
  return writable.map(({ path, size }) => `${path}:size=${byteCount(size)},mode=1777,uid=${security.user},gid=${security.group}`)
}

/** A file that a container sees, and where it lies beside compose.yaml. */
export interface MountedFile {
  readonly name: string
  readonly path: string
  readonly target: string
  readonly text: string
}

/** Configuration files of a service, and those of shared configuration that it mounts as a folder. */
export function filesOf(service: Service, model: Model): readonly MountedFile[] {
  const files: { readonly target: string; readonly text: string }[] = service.files.map(({ path, text, shared }) => ({
    target: path,
    text: text === undefined ? String(shared === undefined ? '' : model.config[shared.config]?.[shared.key]) : text,
  }))
  for (const { mount, config } of Object.values(service.volumes)) {
    const keys = config === undefined ? undefined : model.config[config.name]
    if (mount === undefined || config === undefined || keys === undefined) continue
    for (const [key, name] of Object.entries(
      config.items === undefined ? Object.fromEntries(Object.keys(keys).map((one) => [one, one])) : config.items,
    ))
      if (Object.hasOwn(keys, key)) files.push({ target: `${mount}/${name}`, text: String(keys[key]) })
  }
  return files.map(({ target, text }, index) => ({
    name: `${service.name}_${index}`,
    // Any path of a container becomes a name that every disk takes.
    path: `files/${service.name}/${index}-${(target.split('/').at(-1) ?? '').replace(/[^\w.-]/g, '_')}`,
    target,
    text,
  }))
}
