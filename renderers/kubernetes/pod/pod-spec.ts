import type { Image, Model, Service, Version } from '../../../engine/sdk.ts'
import { pullSecretNames } from '../../_shared/mirror-login.ts'
import type { PodContainer, PodSpec } from '../../_shared/pod-types.ts'
import { wholeSeconds } from '../seconds.ts'
import { mountConfigFiles } from '../volumes/config-files.ts'
import { type Mounted, nothingMounted } from '../volumes/mounted.ts'
import { mountSecretFiles } from '../volumes/secret-files.ts'
import { mountVolumes, type ServiceVolume } from '../volumes/service-volumes.ts'
import { mountWritable } from '../volumes/writable.ts'
import { environment, helperContainer, mounting, ports, program } from './container.ts'
import { envVars } from './env.ts'
import { lifecycle } from './lifecycle.ts'
import { probes } from './probe.ts'
import { resources } from './resources.ts'
import { scheduling } from './scheduling.ts'
import { CONFINED, containerSecurity, podSecurity } from './security-context.ts'
import type { Twins } from './twins.ts'

/** The pods of a workload. `twins` are those that are spread over nodes; `restartPolicy` is said for what ends. */
export function podSpec(
  service: Service,
  version: Version,
  model: Model,
  workload: string,
  twins: Twins | undefined,
  restartPolicy?: 'Never' | 'OnFailure',
): PodSpec {
  const { security } = service
  const mounted = mount(service, workload, () => true)
  const main = mainContainer(service, version, mounted, {
    program: program(service.command, service.args),
    ports: ports(service.ports.filter(({ sidecar }) => sidecar === undefined)),
    checks: { ...probes(service.probes), ...lifecycle(service.lifecycle) },
    resources: resources(service.resources),
    securityContext: containerSecurity(service.security),
  })
  const helpers = [...service.sidecars, ...service.init]
  return {
    ...podOf(service, model, [version.image, ...helpers.map(({ image }) => image)]),
    ...(restartPolicy === undefined ? {} : { restartPolicy }),
    terminationGracePeriodSeconds: wholeSeconds(service.lifecycle.grace),
    ...scheduling(service.placement, twins, model),
    ...(security.hostNetwork ? { hostNetwork: true } : {}),
    ...(security.hostPID ? { hostPID: true } : {}),
    ...(security.hostIPC ? { hostIPC: true } : {}),
    ...(security.shareProcesses ? { shareProcessNamespace: true } : {}),
    // Sidecars first: a step before the start may need one.
    ...(helpers.length === 0 ? {} : { initContainers: helpers.map((helper) => helperContainer(helper, service)) }),
    containers: [main],
    ...(mounted.volumes.length === 0 ? {} : { volumes: mounted.volumes }),
  }
}

/** The pod of a migration: the service's image, configuration and secrets, but none of its data, ports or helpers. */
export function migrationPodSpec(service: Service, version: Version, model: Model, migrate: NonNullable<Service['migrate']>): PodSpec {
  const mounted = mount(service, version.workload, isConfiguration)
  return {
    ...podOf(service, model, [version.image]),
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: wholeSeconds(service.lifecycle.grace),
    ...scheduling(service.placement, undefined, model),
    containers: [
      mainContainer(service, version, mounted, {
        program: { command: migrate.command },
        ports: {},
        checks: {},
        resources: resources(migrate.resources),
        securityContext: containerSecurity({ ...service.security, ...CONFINED }),
      }),
    ],
    ...(mounted.volumes.length === 0 ? {} : { volumes: mounted.volumes }),
  }
}

function isConfiguration({ mount, empty, config, secret }: ServiceVolume): boolean {
  return mount !== undefined && (empty !== undefined || config !== undefined || secret !== undefined)
}

function mount(service: Service, workload: string, which: (volume: ServiceVolume) => boolean): Mounted {
  const mounted = nothingMounted()
  mountWritable(mounted, service.writable)
  mountConfigFiles(mounted, service)
  mountSecretFiles(mounted, service)
  mountVolumes(mounted, service, workload, which)
  return mounted
}

/** What the main container does in this pod. */
interface Role {
  readonly program: Pick<PodContainer, 'command' | 'args'>
  readonly ports: Pick<PodContainer, 'ports'>
  readonly checks: Pick<PodContainer, 'startupProbe' | 'livenessProbe' | 'readinessProbe' | 'lifecycle'>
  readonly resources: PodContainer['resources']
  readonly securityContext: PodContainer['securityContext']
}

function mainContainer(service: Service, { image, env }: Version, { mounts, devices }: Mounted, role: Role): PodContainer {
  return {
    name: service.name,
    image: image.reference,
    imagePullPolicy: service.pullPolicy,
    ...role.program,
    ...role.ports,
    ...(service.config.length === 0 ? {} : { envFrom: service.config.map((name) => ({ configMapRef: { name } })) }),
    ...environment(envVars(service.secrets, service.env, env)),
    ...role.checks,
    resources: role.resources,
    securityContext: role.securityContext,
    ...mounting(mounts, devices),
  }
}

type PodCore = Pick<
  PodSpec,
  'serviceAccountName' | 'automountServiceAccountToken' | 'enableServiceLinks' | 'imagePullSecrets' | 'securityContext'
>

function podOf({ account, security }: Service, model: Model, images: readonly Image[]): PodCore {
  return {
    serviceAccountName: account.name,
    automountServiceAccountToken: account.token,
    // Variables such as REDIS_PORT=tcp://… for every Service of the namespace clash with the program's own.
    enableServiceLinks: false,
    ...pullSecrets(model, images),
    securityContext: podSecurity(security),
  }
}

/** The Secrets of the registries, for pods with an image from them. */
export function pullSecrets(model: Model, images: readonly Image[]): Pick<PodSpec, 'imagePullSecrets'> {
  const names = pullSecretNames(images, model)
  return names.length === 0 ? {} : { imagePullSecrets: names.map((name) => ({ name })) }
}
