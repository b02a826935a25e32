import type { Container, Port, Service, Sidecar } from '../../../engine/sdk.ts'
import { isEmpty } from '../../_shared/metadata.ts'
import type { ContainerPort, EnvVar, PodContainer, VolumeDevice, VolumeMount } from '../../_shared/pod-types.ts'
import { envVars } from './env.ts'
import { probes } from './probe.ts'
import { resources } from './resources.ts'
import { CONFINED, containerSecurity } from './security-context.ts'

/** A step before the start, or with `restartPolicy: Always` a sidecar: it starts before the main container and ends after it. https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/ */
export function helperContainer(container: Container | Sidecar, service: Service): PodContainer {
  const { name, image, command, args, env, security } = container
  const sidecar = 'ports' in container
  return {
    name,
    image: image.reference,
    imagePullPolicy: 'Always',
    ...(sidecar ? { restartPolicy: 'Always' } : {}),
    ...program(command, args),
    ...(sidecar ? ports(container.ports) : {}),
    ...environment(envVars([], env, {})),
    ...(sidecar ? probes(container.probes) : {}),
    resources: resources(container.resources),
    securityContext: containerSecurity({ ...CONFINED, ...security, escalation: security.privileged }),
    ...mountsOf(container, service),
  }
}

/** Kubernetes calls `command` what an image calls its entry point, and `args` what it calls its command. */
export function program(
  command: readonly string[] | undefined,
  args: readonly string[] | undefined,
): Pick<PodContainer, 'command' | 'args'> {
  return { ...(command === undefined ? {} : { command }), ...(args === undefined ? {} : { args }) }
}

/** The ports of a container, by the names that probes and Services use. */
export function ports(listened: readonly Port[]): Pick<PodContainer, 'ports'> {
  if (listened.length === 0) return {}
  return { ports: listened.map(({ name, port, protocol }): ContainerPort => ({ name, containerPort: port, protocol })) }
}

/** The variables of a container; nothing when there are none. */
export function environment(env: readonly EnvVar[]): Pick<PodContainer, 'env'> {
  return env.length === 0 ? {} : { env }
}

/** What a container mounts; nothing when there is nothing. */
export function mounting(
  volumeMounts: readonly VolumeMount[],
  volumeDevices: readonly VolumeDevice[],
): Pick<PodContainer, 'volumeMounts' | 'volumeDevices'> {
  return { ...(volumeMounts.length === 0 ? {} : { volumeMounts }), ...(volumeDevices.length === 0 ? {} : { volumeDevices }) }
}

/** Where a container beside the main one sees the volumes of the service. */
function mountsOf({ mounts }: Container, { volumes }: Service): Pick<PodContainer, 'volumeMounts' | 'volumeDevices'> {
  if (isEmpty(mounts)) return {}
  const seen: VolumeMount[] = []
  const devices: VolumeDevice[] = []
  for (const [name, { path, subPath, readOnly }] of Object.entries(mounts))
    if (volumes[name]?.mode === 'Block') devices.push({ name, devicePath: path })
    else seen.push({ name, mountPath: path, ...(subPath === undefined ? {} : { subPath }), ...(readOnly ? { readOnly } : {}) })
  return mounting(seen, devices)
}
