import type { Model, Store } from '../../../engine/sdk.ts'
import { joined, pathName } from '../../_shared/names.ts'
import { BUCKET, ownBucket } from '../../_shared/own-bucket.ts'
import type { PodContainer, PodSpec, Volume, VolumeMount } from '../../_shared/pod-types.ts'
import { environment, mounting, ports, program } from '../pod/container.ts'
import { pullSecrets } from '../pod/pod-spec.ts'
import { resources } from '../pod/resources.ts'
import { scheduling } from '../pod/scheduling.ts'
import { CONFINED, containerSecurity, podSecurity } from '../pod/security-context.ts'
import type { Twins } from '../pod/twins.ts'
import { emptyVolume } from '../volumes/writable.ts'
import { type Beside, configMounts, type Scratch, type StoreProgram, secretsFolder, TLS_FOLDER } from './program.ts'
import { STORE_USER } from './user.ts'

/** Name of the claim in a store's StatefulSet. */
export const DATA = 'data'
const CONFIG = 'config'

/** Name of the ConfigMap with its configuration and scripts. */
export function configName(store: Store): string {
  return joined(store.name, 'config')
}

const IDS = { user: STORE_USER, group: STORE_USER, fsGroup: STORE_USER } as const
const SECURITY = containerSecurity({ ...IDS, readOnlyRoot: true, capabilities: [], ...CONFINED })

/** The pod of a store that runs in the cluster. */
export function storePodSpec(store: Store, runs: StoreProgram, model: Model, twins: Twins): PodSpec {
  const scratch = runs.beside.flatMap(({ name, writable }) => writable.map((one) => scratchVolume(one, name)))
  const volumes: Volume[] = [...runs.writable.map((one) => scratchVolume(one)), ...scratch]
  if (store.secretKeys.length > 0)
    volumes.push({
      name: 'secrets',
      secret: { secretName: store.secret, items: store.secretKeys.map((key) => ({ key, path: key })), defaultMode: 0o440 },
    })
  if (store.tls !== undefined)
    volumes.push({
      name: 'tls',
      secret: {
        secretName: store.tls.secret,
        items: ['tls.crt', 'tls.key', 'ca.crt'].map((key) => ({ key, path: key })),
        defaultMode: 0o440,
      },
    })
  const bucket = ownBucket(store)
  if (bucket !== undefined)
    volumes.push({
      name: 'bucket',
      secret: { secretName: bucket.secret, items: ['access-key', 'secret-key'].map((key) => ({ key, path: key })), defaultMode: 0o440 },
    })
  if (Object.keys(runs.files).length > 0) volumes.push({ name: CONFIG, configMap: { name: configName(store), defaultMode: 0o444 } })
  const server: PodContainer = {
    name: store.name,
    image: store.image.reference,
    imagePullPolicy: 'Always',
    ...program(runs.command, runs.args),
    ...ports([...(runs.beside.some(({ ports }) => ports.includes(store.port)) ? [] : [store.port]), ...runs.ports]),
    ...environment(runs.env),
    startupProbe: runs.startup,
    livenessProbe: runs.live,
    readinessProbe: runs.ready,
    resources: resources(store.resources),
    securityContext: SECURITY,
    volumeMounts: [
      ...runs.writable.map((one) => scratchMount(one)),
      ...secretMounts(store),
      ...(bucket === undefined ? [] : [{ name: 'bucket', mountPath: BUCKET, readOnly: true }]),
      ...configMounts(store, runs, CONFIG),
      { name: DATA, mountPath: store.folders.data },
    ],
  }
  return {
    serviceAccountName: store.name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    ...pullSecrets(model, store.proxy === undefined ? [store.image] : [store.image, store.proxy]),
    terminationGracePeriodSeconds: runs.graceSeconds,
    securityContext: podSecurity({ ...IDS, seccomp: 'RuntimeDefault' }),
    ...scheduling(store.placement, twins, model),
    containers: [server, ...runs.beside.map((container) => beside(container, store))],
    volumes,
  }
}

function beside(container: Beside, store: Store): PodContainer {
  const { name, image, command, writable, secrets, live, ready, cpu, memory } = container
  return {
    name,
    image,
    imagePullPolicy: 'Always',
    command,
    ...ports(container.ports),
    ...environment(container.env),
    livenessProbe: live,
    readinessProbe: ready,
    resources: {
      requests: { cpu, memory, 'ephemeral-storage': '64Mi' },
      limits: { cpu: '1', memory, 'ephemeral-storage': '64Mi' },
    },
    securityContext: SECURITY,
    ...mounting(
      [
        ...writable.map((one) => scratchMount(one, name)),
        ...(secrets ? secretMounts(store) : []),
        { name: CONFIG, mountPath: store.folders.configuration, readOnly: true },
      ],
      [],
    ),
  }
}

function scratchName({ path }: Scratch, owner: string | undefined): string {
  return pathName(owner === undefined ? 'writable' : `${owner}-writable`, path)
}

function scratchVolume(scratch: Scratch, owner?: string): Volume {
  return emptyVolume(scratchName(scratch, owner), scratch.size, scratch.medium)
}

function scratchMount(scratch: Scratch, owner?: string): VolumeMount {
  return { name: scratchName(scratch, owner), mountPath: scratch.path }
}

function secretMounts(store: Store): readonly VolumeMount[] {
  return [
    ...(store.secretKeys.length === 0 ? [] : [{ name: 'secrets', mountPath: secretsFolder(store), readOnly: true }]),
    ...(store.tls === undefined ? [] : [{ name: 'tls', mountPath: TLS_FOLDER, readOnly: true }]),
  ]
}
