import type { ResolvedContainerSecurity, ResolvedService } from '../../../schema/generated/resolved.ts'
import { durationSeconds } from '../../kinds/duration.ts'
import type { Context } from '../context.ts'
import type { Container, Probes, Replicas, Resources, Service, TrafficPolicy, Version, WritablePath } from '../model.ts'
import { deriveAccess } from './access.ts'
import { deriveBuild, stackWritable } from './build.ts'
import { deriveEnv, deriveFiles, deriveSecrets } from './config.ts'
import { exposedAs } from './gateways.ts'
import { serviceImage } from './image.ts'
import { deriveLifecycle } from './lifecycle.ts'
import { deriveLimits } from './limits.ts'
import { logReaders } from './log-files.ts'
import { deriveServiceLogs } from './logging.ts'
import { deriveServiceTelemetry } from './mesh.ts'
import { choosePort, portsOf, servicePorts } from './ports.ts'
import { deriveProbes } from './probes.ts'
import { deriveProxy } from './proxy.ts'
import { deriveReplicas } from './replicas.ts'
import { deriveResources } from './resources.ts'
import { deriveRollout } from './rollout.ts'
import { deriveTest } from './test.ts'
import { policyOf } from './traffic.ts'
import { deriveWaived } from './waivers.ts'
import { deriveWatched } from './watched.ts'

/** Where nearly every program wants to write, and how much. */
const TMP: WritablePath = Object.freeze({ path: '/tmp', size: '128Mi', medium: undefined })
const NO_POLICY: TrafficPolicy = Object.freeze({ balance: undefined, circuitBreaker: undefined })

/** Where a workload is, and who asked for it. */
export type Home = Pick<Service, 'namespace' | 'inMesh' | 'component'>

/** A service as renderers read it, without its edges and its traffic: those need all services. */
export function deriveService(
  name: string,
  service: ResolvedService,
  context: Context,
  home: Home = { namespace: context.environment.namespace, inMesh: context.mesh.provider !== 'none', component: undefined },
): Omit<Service, 'calls' | 'callers' | 'traffic'> {
  const ports = servicePorts(service)
  const own = ports.filter(({ sidecar }) => sidecar === undefined)
  const path = ['services', name]
  const writable = writablePaths(service)
  const resources = deriveResources(service.resources, writable)
  const image = serviceImage(name, service, undefined, context)
  const replicas = deriveReplicas(service.replicas)
  const versions = deriveVersions(name, service, replicas, context)
  const init = service.init.map((step) => container(step.name, step.image === undefined ? image : context.named(step.image), step, service))
  const written = Object.entries(service.sidecars).map(([key, sidecar]) => {
    const listened = portsOf(sidecar.ports, key)
    return {
      ...container(key, context.named(sidecar.image), sidecar, service),
      ports: listened,
      probes: deriveProbes(sidecar.health, listened, [...path, 'sidecars', key, 'health'], key, context),
    }
  })
  const logs = deriveServiceLogs(name, service.logs, context.logging)
  const sidecars = [...written, ...logReaders(logs, service, context)]
  const ends = service.kind === 'Job' || service.kind === 'CronJob'
  const probes: Probes = deriveProbes(service.health, own, [...path, 'health'], name, context)
  const security = { ...service.security, fsGroup: service.security.fsGroup ?? service.security.group }
  const secrets = deriveSecrets(name, service.secrets)
  const account = {
    name: service.account.name ?? name,
    existing: service.account.existing,
    roles: service.account.roles,
    token: service.account.token ?? service.account.roles.length > 0,
    annotations: service.account.annotations,
  }
  const { enabled: _enabled, health: _health, expose, migrate, traffic, mesh, waivers, ...rest } = service
  const exposedPort =
    expose &&
    choosePort(
      ports,
      expose.port,
      [...path, 'expose', ...(expose.port === undefined ? [] : ['port'])],
      `\`expose\` of \`${name}\``,
      name,
      context,
    )
  const watched = deriveWatched(
    name,
    service,
    { ports, kind: service.kind, replicas, versions, resources, volumes: service.volumes },
    home.inMesh,
    context,
  )
  const build = service.build !== undefined && image.own ? deriveBuild(name, service.build, context) : undefined
  return {
    ...rest,
    name,
    type: 'service',
    ...home,
    // Istio puts no proxy beside a pod that uses the network of its node.
    inMesh: home.inMesh && !service.security.hostNetwork && mesh.proxy.as === 'platform',
    owner: service.owner ?? context.platform.owner,
    rollout: deriveRollout(service.rollout, context),
    image,
    build,
    test: deriveTest(service.test, { platform: context.platform.name, service: name, environment: context.environment.name, build }),
    pullPolicy: service.image?.pullPolicy ?? 'Always',
    ports,
    declaredCalls: Object.keys(service.calls),
    expose: expose && exposedPort ? exposedAs(expose, exposedPort, context.ingress) : undefined,
    ...watched,
    env: deriveEnv(service.env),
    files: deriveFiles(name, service.files, context),
    secrets,
    probes: ends ? { ready: undefined, live: undefined, startup: undefined } : probes,
    resources,
    replicas,
    init,
    sidecars,
    versions,
    mesh: { telemetry: deriveServiceTelemetry(mesh, context.mesh), proxy: deriveProxy(name, mesh.proxy, ports, context) },
    limits: service.limits && deriveLimits(service.limits),
    logs,
    writable,
    account,
    access: deriveAccess(name, service.access, ports, context),
    security,
    lifecycle: deriveLifecycle(service.lifecycle, own.length > 0 && !ends),
    migrate: migrate && {
      command: migrate.command,
      deadline: durationSeconds(migrate.deadline),
      retries: migrate.retries,
      resources: deriveResources(migrate.resources, writable),
    },
    waived: deriveWaived(
      {
        kind: service.kind,
        replicas: versions.map((version) => version.replicas.min),
        security: { ...security, host: security.hostNetwork || security.hostPID || security.hostIPC },
        containers: [
          ...versions.map((version) => ({
            image: version.image,
            readOnlyRoot: security.readOnlyRoot,
            capabilities: security.capabilities,
            user: security.user,
            resources,
          })),
          ...[...init, ...sidecars].map((other) => ({ image: other.image, ...other.security, resources: other.resources })),
        ],
        hostPath:
          [...init, ...sidecars].some((one) => one.security.privileged) ||
          Object.values(service.volumes).some((one) => one.hostPath !== undefined),
        secretEnv: secrets.some(({ as }) => as === 'env'),
        probesDisabled: !ends && service.health.disabled,
        token: account.token,
        anyone: service.access.anyone,
        mirror: [traffic, ...traffic.routes].some(({ mirror }) => mirror !== undefined),
        fault: [traffic, ...traffic.routes].some(({ fault }) => fault !== undefined),
        immutableTags: context.registry?.immutableTags === true,
      },
      waivers,
      context.environment,
    ),
  }
}

interface WrittenContainer {
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly env: ResolvedService['env']
  readonly resources: ResolvedService['resources']
  readonly mounts: { readonly [volume: string]: { readonly path: string; readonly subPath?: string; readonly readOnly: boolean } }
  readonly security: ResolvedContainerSecurity
}

function container(name: string, image: Container['image'], written: WrittenContainer, service: ResolvedService): Container {
  const resources: Resources = deriveResources(written.resources, [])
  return {
    name,
    image,
    command: written.command,
    args: written.args,
    env: deriveEnv(written.env),
    resources,
    mounts: Object.fromEntries(
      Object.entries(written.mounts).map(([volume, { path, subPath, readOnly }]) => [volume, { path, subPath, readOnly }]),
    ),
    security: {
      user: written.security.user ?? service.security.user,
      group: written.security.group ?? service.security.group,
      readOnlyRoot: written.security.readOnlyRoot,
      privileged: written.security.privileged,
      capabilities: written.security.capabilities,
    },
  }
}

function writablePaths(service: ResolvedService): readonly WritablePath[] {
  const written = Object.entries(service.writable).map(([path, { size, medium }]) => ({ path, size, medium }))
  if (!service.security.readOnlyRoot) return written
  const mounted = new Set([...written.map(({ path }) => path), ...Object.values(service.volumes).map(({ mount }) => mount)])
  return [TMP, ...stackWritable(service.build?.stack)].filter(({ path }) => !mounted.has(path)).concat(written)
}

function deriveVersions(name: string, service: ResolvedService, replicas: Replicas, context: Context): readonly Version[] {
  const entries = Object.entries(service.versions)
  if (entries.length === 0)
    return [
      { name: undefined, workload: name, image: serviceImage(name, service, undefined, context), env: {}, replicas, policy: NO_POLICY },
    ]
  return entries.map(([version, written]) => {
    const own = context.versionReplicas(name, version)
    return {
      name: version,
      workload: `${name}-${version}`,
      image: serviceImage(name, service, { name: version, ...written }, context),
      env: deriveEnv(written.env),
      replicas: own === undefined ? replicas : deriveReplicas(own),
      policy: written.traffic === undefined ? NO_POLICY : policyOf(written.traffic),
    }
  })
}
