import type { Model, Store } from '../../../engine/sdk.ts'
import { joined, pathName } from '../../_shared/names.ts'
import type { PodSpec, Volume, VolumeMount } from '../../_shared/pod-types.ts'
import { ports, program } from '../pod/container.ts'
import { pullSecrets } from '../pod/pod-spec.ts'
import { resources } from '../pod/resources.ts'
import { scheduling } from '../pod/scheduling.ts'
import { CONFINED, containerSecurity, podSecurity } from '../pod/security-context.ts'
import type { Twins } from '../pod/twins.ts'
import { emptyVolume } from '../volumes/writable.ts'
import { type StoreProgram, secretsFolder } from './program.ts'
import { STORE_USER } from './user.ts'

/** Name of the claim in a store's StatefulSet. */
export const DATA = 'data'

/** Name of the ConfigMap with the names of users. */
export function passwdName(store: Store): string {
  return joined(store.name, 'passwd')
}

/** The pod of a store that runs in the cluster. */
export function storePodSpec(store: Store, runs: StoreProgram, model: Model, twins: Twins): PodSpec {
  const ids = { user: STORE_USER, group: STORE_USER, fsGroup: STORE_USER }
  const volumes: Volume[] = runs.writable.map(({ path, size, medium }) => emptyVolume(pathName('writable', path), size, medium))
  const mounts: VolumeMount[] = runs.writable.map(({ path }) => ({ name: pathName('writable', path), mountPath: path }))
  volumes.push({
    name: 'secrets',
    secret: { secretName: store.secret, items: store.secretKeys.map((key) => ({ key, path: key })), defaultMode: 0o440 },
  })
  mounts.push({ name: 'secrets', mountPath: secretsFolder(store), readOnly: true }, { name: DATA, mountPath: runs.data })
  if (runs.passwd !== undefined) {
    volumes.push({ name: 'passwd', configMap: { name: passwdName(store), defaultMode: 0o444 } })
    mounts.push({ name: 'passwd', mountPath: '/etc/passwd', subPath: 'passwd', readOnly: true })
  }
  return {
    serviceAccountName: store.name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    ...pullSecrets(model, [store.image]),
    terminationGracePeriodSeconds: runs.graceSeconds,
    securityContext: podSecurity({ ...ids, seccomp: 'RuntimeDefault' }),
    ...scheduling(store.placement, twins),
    containers: [
      {
        name: store.name,
        image: store.image.reference,
        imagePullPolicy: 'Always',
        ...program(runs.command, runs.args),
        ...ports([store.port]),
        ...(runs.env.length === 0 ? {} : { env: runs.env }),
        startupProbe: runs.startup,
        livenessProbe: runs.live,
        readinessProbe: runs.ready,
        resources: resources(store.resources),
        securityContext: containerSecurity({ ...ids, readOnlyRoot: true, capabilities: [], ...CONFINED }),
        volumeMounts: mounts,
      },
    ],
    volumes,
  }
}
