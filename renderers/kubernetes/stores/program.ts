import type { Store } from '../../../engine/sdk.ts'
import type { ContainerProbe, EnvVar } from '../../_shared/pod-types.ts'

/** How one engine runs in its official image, as a user of no rights with a read-only root file system. */
export interface StoreProgram {
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly env: readonly EnvVar[]
  /** Where the volume of its data is mounted. */
  readonly data: string
  /** Where it writes besides: sockets, locks and scratch. */
  readonly writable: readonly { readonly path: string; readonly size: string; readonly medium: 'Memory' | undefined }[]
  readonly startup: ContainerProbe
  readonly live: ContainerProbe
  readonly ready: ContainerProbe
  /** How long it may take to write down what it holds. */
  readonly graceSeconds: number
  /** The content of its /etc/passwd, for a program that has to find itself there. */
  readonly passwd?: string
}

/** Where its secrets lie as files. */
export function secretsFolder(store: Store): string {
  return `/run/secrets/${store.name}`
}

/** The file of a key of its Secret. */
export function secretFile(store: Store, key: string): string {
  return `${secretsFolder(store)}/${key}`
}

/** A first start makes the database, and one after a crash repairs it: ten minutes for either. */
export function startup(command: readonly string[]): ContainerProbe {
  return { exec: { command }, periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 120 }
}

/** A store is killed late: its restart is worse than its slowness. */
export function live(command: readonly string[]): ContainerProbe {
  return { exec: { command }, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 }
}

/** Whether it answers a question of a client. */
export function ready(lines: readonly string[]): ContainerProbe {
  return { exec: { command: ['sh', '-c', script(lines)] }, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 }
}

/** The text of a script. */
export function script(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`
}
