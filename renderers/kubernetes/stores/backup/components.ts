import type { FiledBackup as Backup, Component, JsonObject, Model, Store } from '../../../../engine/sdk.ts'
import { BUCKET, type Bucket, ownBucket } from '../../../_shared/own-bucket.ts'
import { DATA } from '../pod-spec.ts'
import { imageName, secretsFolder, TLS_FOLDER } from '../program.ts'
import { COPIES, fetchScript, keepScript, PACKED, S3_IMAGE, toolsImage } from './copies.ts'
import { elasticsearchSnapshots } from './elasticsearch.ts'
import { minioMirror } from './minio.ts'
import { snapshotComponent } from './snapshots.ts'
import { type Step, type Steps, stepsOf, type Way, WORK } from './steps.ts'

/** The CronJobs that copy a store and, once somebody makes a Job of them, bring a copy back. */
export function* backupComponents(store: Store, model: Model): Iterable<Component> {
  // An operator copies what it runs itself.
  if (store.backup === undefined || store.operator !== undefined) return
  const { target } = store.backup
  if (target.type === 'snapshot') return yield snapshotComponent(store, store.backup, target)
  const backup: Backup = { ...store.backup, target }
  if (store.engine === 'minio') yield* scripted(store, backup, mirroring(store, backup, model))
  const own = ownBucket(store)
  if (own !== undefined) yield* scripted(store, backup, snapshotting(store, backup, own))
  const steps = stepsOf(store, model)
  if (steps === undefined) return
  yield { name: backup.job, says: ['stores', store.name, 'backup'], service: copying(store, backup, steps, model) }
  for (const [index, name] of backup.restoreJobs.entries()) {
    const member = store.members[index]
    if (member === undefined) throw new Error(`${store.name} has no member ${index}`)
    yield { name, says: ['stores', store.name, 'backup'], service: restoring(store, backup, steps, member, model) }
  }
}

/** Whoever mirrors sees both sides. */
function mirroring(store: Store, backup: Backup, model: Model): Way {
  const volumes = (own: boolean) => ({ ...targetVolumes(backup, own), ...secretVolumes(store, true) })
  const keeps = `Mirrors ${store.name}, and compares.`
  return { ...minioMirror(store, backup, model), image: S3_IMAGE, calls: callsOf(store, backup, undefined), volumes, keeps }
}

/** Members write the bucket themselves; whoever asks them for it needs their image and the password only. */
function snapshotting(store: Store, backup: Backup, bucket: Bucket): Way {
  const volumes = () => secretVolumes(store, true)
  const keeps = `Has a snapshot of ${store.name} made, and tries whether it is whole.`
  return { ...elasticsearchSnapshots(store, backup, bucket), image: imageName(store), calls: { [store.name]: {} }, volumes, keeps }
}

function* scripted(store: Store, backup: Backup, { keep, restore, image, calls, volumes, keeps }: Way): Iterable<Component> {
  const [restoreJob = ''] = backup.restoreJobs
  const same = (file: string, text: string, own: boolean) => ({
    ...common(store, backup),
    image,
    command: ['sh', file],
    files: { [file]: text },
    calls,
    volumes: volumes(own),
  })
  const says = ['stores', store.name, 'backup']
  yield {
    name: backup.job,
    says,
    service: {
      ...same('/etc/backup/keep.sh', keep, true),
      description: keeps,
      schedule: { cron: backup.schedule, timeZone: backup.timeZone, deadline: '10m' },
    },
  }
  yield {
    name: restoreJob,
    says,
    service: {
      ...same('/etc/backup/restore.sh', restore, false),
      description: `Brings the ${store.engine === 'minio' ? 'mirror' : 'snapshot'} of ${store.name} back. Make a Job of it; it never runs by itself.`,
      env: { BACKUP: 'newest' },
      schedule: { cron: '0 0 1 1 *', suspend: true },
    },
  }
}

/** The claim or the keys of the bucket, mounted. */
function targetVolumes(backup: Backup, own: boolean): JsonObject {
  const { target } = backup
  if (target.type === 's3') {
    const { bucket } = volumes(backup, true)
    return bucket === undefined ? {} : { bucket }
  }
  return own ? volumes(backup, true) : { copies: { claim: target.claim, mount: COPIES } }
}

function copying(store: Store, backup: Backup, { dump, ports }: Steps, model: Model): JsonObject {
  return {
    ...common(store, backup),
    description: `Copies ${store.name}, and tries whether the copy can be read.`,
    image: toolsImage(backup),
    command: ['sh', '/etc/backup/keep.sh'],
    files: { '/etc/backup/keep.sh': keepScript(store, backup, model) },
    schedule: { cron: backup.schedule, timeZone: backup.timeZone, deadline: '10m' },
    calls: callsOf(store, backup, ports),
    init: dump.map((step) => container(step, store, backup, { work: WORK, ...secretMounts(store) })),
    volumes: { work: { empty: { size: backup.work }, mount: WORK }, ...volumes(backup, true), ...secretVolumes(store, false) },
  }
}

/** It never runs by itself: its time never comes, and it is suspended beside. */
function restoring(
  store: Store,
  backup: Backup,
  { restore, cold, ports }: Steps,
  member: Store['members'][number],
  model: Model,
): JsonObject {
  const steps = restore(member)
  const main = steps.at(-1) as Step
  const data = cold ? { data: store.folders.data } : {}
  const fetch = {
    name: 'fetch',
    image: toolsImage(backup),
    command: ['sh', '-c', fetchScript(store, backup, model)],
    env: { BACKUP: 'newest' },
    ...size(backup),
    mounts: mountsOf(backup, { work: WORK }),
  }
  return {
    ...common(store, backup),
    description: `Brings a copy of ${store.name} back. Make a Job of it; it never runs by itself.`,
    image: main.image === 'store' ? imageName(store) : toolsImage(backup),
    command: main.command,
    schedule: { cron: '0 0 1 1 *', suspend: true },
    calls: cold ? bucketOf(backup) : callsOf(store, backup, ports),
    init: [fetch, ...steps.slice(0, -1).map((step) => container(step, store, backup, { work: WORK, ...data }))],
    volumes: {
      ...volumes(backup, false),
      work: { empty: { size: backup.work }, mount: WORK },
      ...secretVolumes(store, true),
      ...(cold ? { data: { claim: `${DATA}-${member.name}`, mount: store.folders.data } } : {}),
    },
  }
}

function common(store: Store, backup: Backup): JsonObject {
  return {
    kind: 'CronJob',
    job: { deadline: backup.deadline, retries: 1 },
    ...size(backup),
    placement: {
      priority: store.placement.priority,
      nodes: store.placement.nodes,
      tolerate: store.placement.tolerate as unknown as JsonObject,
    },
  }
}

function size({ resources, work }: Backup): JsonObject {
  const { requests, limits } = resources
  return {
    resources: {
      cpu: { request: requests.cpu, ...(limits.cpu === undefined ? {} : { limit: limits.cpu }) },
      memory: { request: requests.memory, limit: limits.memory },
      storage: { request: requests.storage, limit: work },
    },
  }
}

function container(step: Step, store: Store, backup: Backup, mounts: JsonObject): JsonObject {
  return {
    name: step.name,
    image: step.image === 'store' ? imageName(store) : toolsImage(backup),
    command: step.command,
    ...size(backup),
    mounts,
  }
}

function callsOf(store: Store, backup: Backup, ports: Steps['ports']): JsonObject {
  const to: JsonObject = ports === undefined ? {} : { ports }
  return { [store.name]: to, ...Object.fromEntries(bucketOf(backup).map((name) => [name, {}])) }
}

function bucketOf({ target }: Backup): readonly string[] {
  return target.type === 's3' ? [target.external] : []
}

/** What the container sees that keeps or fetches copies. */
function mountsOf({ target }: Backup, more: JsonObject): JsonObject {
  return target.type === 's3' ? { ...more, packed: PACKED, bucket: BUCKET } : { ...more, copies: COPIES }
}

/** Volumes of the container that keeps copies, or without `own`, of the one that fetches them: it is no main container, and names the claim that the other one has. */
function volumes({ target, work }: Backup, own: boolean): JsonObject {
  const at = (path: string) => (own ? { mount: path } : {})
  if (target.type === 's3')
    return {
      packed: { empty: { size: work }, ...at(PACKED) },
      bucket: { secret: { name: target.secret, items: { 'access-key': 'access-key', 'secret-key': 'secret-key' } }, ...at(BUCKET) },
    }
  const { claim, size, class: named } = target
  if (size === undefined || !own) return { copies: { claim, ...at(COPIES) } }
  return { copies: { size, ...(named === undefined ? {} : { class: named }), ...at(COPIES) } }
}

function secretMounts(store: Store): JsonObject {
  return {
    ...(store.secretKeys.length === 0 ? {} : { secrets: { path: secretsFolder(store), readOnly: true } }),
    ...(store.tls === undefined ? {} : { certificate: { path: TLS_FOLDER, readOnly: true } }),
  }
}

function secretVolumes(store: Store, mounted: boolean): JsonObject {
  const at = (path: string) => (mounted ? { mount: path, readOnly: true } : {})
  const same = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, key]))
  return {
    ...(store.secretKeys.length === 0
      ? {}
      : { secrets: { secret: { name: store.secret, items: same(store.secretKeys) }, ...at(secretsFolder(store)) } }),
    ...(store.tls === undefined
      ? {}
      : { certificate: { secret: { name: store.tls.secret, items: same(['tls.crt', 'tls.key', 'ca.crt']) }, ...at(TLS_FOLDER) } }),
  }
}
