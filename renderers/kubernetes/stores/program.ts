import { byteCount, type Port, type Store } from '../../../engine/sdk.ts'
import type { ContainerProbe, EnvVar, VolumeMount } from '../../_shared/pod-types.ts'

/** An empty folder of a pod. */
export interface Scratch {
  readonly path: string
  readonly size: string
  readonly medium: 'Memory' | undefined
}

/** A container beside the server, in the same image unless it says another. */
export interface Beside {
  readonly name: string
  readonly image: string
  readonly command: readonly string[]
  readonly ports: readonly Port[]
  /** Folders of the pod that it sees: scratch of its own, and by name what the server has as well. */
  readonly writable: readonly Scratch[]
  readonly secrets: boolean
  readonly env: readonly EnvVar[]
  readonly live: ContainerProbe
  readonly ready: ContainerProbe
  readonly cpu: string
  readonly memory: string
}

/** How one engine runs in its official image, as a user of no rights with a read-only root file system. */
export interface StoreProgram {
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly env: readonly EnvVar[]
  /** Where it writes besides its volume: sockets, locks and scratch. */
  readonly writable: readonly Scratch[]
  /** Its configuration and scripts, by file name, as they lie in its folder. */
  readonly files: { readonly [name: string]: string }
  /** Files of those that have to lie elsewhere too: by path, the file. */
  readonly placed: { readonly [path: string]: string }
  /** Ports beside the one of clients that the server itself opens. */
  readonly ports: readonly Port[]
  readonly startup: ContainerProbe
  readonly live: ContainerProbe
  readonly ready: ContainerProbe
  /** How long it may take to write down what it holds. */
  readonly graceSeconds: number
  /** Whether members start at once, because none is ready without the others. */
  readonly together: boolean
  readonly beside: readonly Beside[]
}

/** What most engines have in common: a single container, and nothing out of place. */
export const PLAIN = Object.freeze({
  env: [],
  placed: {},
  ports: [],
  together: false,
  beside: [],
  graceSeconds: 120,
}) satisfies Partial<StoreProgram>

/** Where its secrets lie as files. */
export function secretsFolder(store: Store): string {
  return `/run/secrets/${store.name}`
}

/** The file of a key of its Secret. */
export function secretFile(store: Store, key: string): string {
  return `${secretsFolder(store)}/${key}`
}

/** Where its certificate lies. */
export const TLS_FOLDER = '/run/tls'
/** The files of its certificate. */
export const TLS = Object.freeze({ cert: `${TLS_FOLDER}/tls.crt`, key: `${TLS_FOLDER}/tls.key`, ca: `${TLS_FOLDER}/ca.crt` })

/** A first start makes the database, and one after a crash repairs it: ten minutes for either. */
export function startup(command: readonly string[]): ContainerProbe {
  return { exec: { command }, ...STARTUP }
}

/** A store is killed late: its restart is worse than its slowness. */
export function live(command: readonly string[]): ContainerProbe {
  return { exec: { command }, ...LIVE }
}

/** Whether it answers a question of a client. */
export function ready(lines: readonly string[]): ContainerProbe {
  return { exec: { command: ['sh', '-c', script(lines)] }, ...READY }
}

export const STARTUP = Object.freeze({ periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 120 })
export const LIVE = Object.freeze({ periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 })
export const READY = Object.freeze({ periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 })

/** The text of a script. */
export function script(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`
}

/** A variable with the name of the pod, which is the member's. */
export const POD_NAME: EnvVar = Object.freeze({
  name: 'POD_NAME',
  valueFrom: Object.freeze({ fieldRef: Object.freeze({ fieldPath: 'metadata.name' }) }),
})

/** What a member has to know of itself; nothing for a single server. */
export function memberEnv({ replicas }: Store): readonly EnvVar[] {
  return replicas === 1 ? [] : [POD_NAME]
}

/** The folder of its configuration, and the files that lie elsewhere, from the volume of that name. */
export function configMounts(store: Store, runs: StoreProgram, volume: string): readonly VolumeMount[] {
  if (Object.keys(runs.files).length === 0) return []
  const placed = Object.entries(runs.placed).map(([path, file]) => ({ name: volume, mountPath: path, subPath: file, readOnly: true }))
  return [{ name: volume, mountPath: store.folders.configuration, readOnly: true }, ...placed]
}

/** A share of the memory that the server may have, in mebibytes. */
export function memoryShare(store: Store, share: number): number {
  return Math.max(1, Math.floor((byteCount(store.resources.limits.memory) * share) / MEBI))
}

/** A share of its volume, in mebibytes. */
export function volumeShare(store: Store, share: number): number {
  return Math.max(1, Math.floor((byteCount(store.storage.size) * share) / MEBI))
}

const MEBI = 1024 * 1024

/** The first member, which is where data is before there are others. */
export function firstMember(store: Store): string {
  const [first] = store.members
  if (first === undefined) throw new Error(`${store.name} has no member`)
  return first.host
}

/** Settings as lines, in the order in which they are given; what somebody wrote replaces or follows. */
export function settings(
  store: Store,
  own: { readonly [key: string]: string | number },
  line: (key: string, value: string) => string,
): readonly string[] {
  const all: Record<string, string> = {}
  for (const [key, value] of Object.entries(own)) all[key] = String(value)
  return Object.entries({ ...all, ...store.config }).map(([key, value]) => line(key, value))
}

/** Settings as a server takes them that reads YAML: numbers and truth values as such. */
export function typed(config: Store['config']): { readonly [key: string]: string | number | boolean } {
  const all: Record<string, string | number | boolean> = {}
  for (const [key, value] of Object.entries(config))
    all[key] = value === 'true' ? true : value === 'false' ? false : /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value
  return all
}

/** The image of a store as a component names it: one that platgen chose is chosen again, from the same mirror. */
export function imageName({ image }: Store): string {
  return image.chosen === undefined ? image.reference : image.chosen
}
