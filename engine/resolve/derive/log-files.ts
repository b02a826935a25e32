import type { ResolvedService } from '../../../schema/generated/resolved.ts'
import type { Context } from '../context.ts'
import type { ServiceLogs, Sidecar } from '../model.ts'
import { chosenImage } from './chosen-image.ts'

/** What prints files. */
const IMAGE = 'docker.io/library/busybox:1.37.0'

/** The volume of the main container that a path lies in: its name, and what a second container has to mount where. */
export function volumeOf(path: string, volumes: ResolvedService['volumes']): { readonly name: string; readonly mount: string } | undefined {
  let best: { readonly name: string; readonly mount: string } | undefined
  for (const [name, { mount }] of Object.entries(volumes))
    if (mount !== undefined && path.startsWith(`${mount}/`) && (best === undefined || mount.length > best.mount.length))
      best = { name, mount }
  return best
}

/**
 * The containers that print the log files of a service, so that the agent of the node reads them as everything else. They start before the service does
 * and end after it; `tail -F` waits for the file, and follows its name when it is rotated.
 */
export function logReaders({ files, sidecar }: ServiceLogs, service: ResolvedService, context: Context): readonly Sidecar[] {
  if (context.logging.agent === 'none' || sidecar === 'agent') return []
  return files.flatMap(({ container, path }) => {
    const volume = volumeOf(path, service.volumes)
    if (volume === undefined) return []
    const { subPath } = service.volumes[volume.name] ?? {}
    return {
      name: container,
      image: chosenImage(IMAGE, context),
      command: ['tail', '-n', '+1', '-F', path],
      args: undefined,
      env: {},
      resources: { requests: { cpu: '10m', memory: '16Mi', storage: '16Mi' }, limits: { cpu: '100m', memory: '16Mi', storage: '16Mi' } },
      mounts: { [volume.name]: { path: volume.mount, subPath, readOnly: true } },
      security: { user: service.security.user, group: service.security.group, readOnlyRoot: true, privileged: false, capabilities: [] },
      ports: [],
      probes: { ready: undefined, live: undefined, startup: undefined },
    }
  })
}
