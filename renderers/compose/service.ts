import { type Build, byteCount, type Model, type Service } from '../../engine/sdk.ts'
import { dockerfilePath } from '../_shared/dockerfile-path.ts'
import { upFrom } from '../_shared/output-option.ts'
import { type Dependencies, dependsOn } from './dependencies.ts'
import { cores, environmentOf, expandAll } from './environment.ts'
import { healthcheck } from './health.ts'
import type { PublishedPort } from './ports.ts'
import { secretsOf } from './secrets.ts'
import { portsOf } from './service-ports.ts'
import type { Value } from './value.ts'
import { filesOf, mainMounts, tmpfsOf, volumesOf } from './volumes.ts'

/** What is around a service. */
export interface Surroundings {
  readonly model: Model
  readonly output: string
  readonly waits: Dependencies
  readonly ports: readonly PublishedPort[]
}

/** The containers of a service, by name: steps before it, its migration, itself, and its sidecars. */
export function composeServices(service: Service, around: Surroundings): readonly (readonly [name: string, value: Value])[] {
  const { model, waits, ports } = around
  const environment = environmentOf(
    service,
    { env: { ...service.env, ...service.versions[0]?.env }, resources: service.resources },
    service.config,
    model,
  )
  const secrets = secretsOf(service.secrets)
  const files = filesOf(service, model)
  // Whoever runs it builds it too: Compose would else look for it in the registry before it is built.
  const made = {
    image: service.versions[0]?.image.reference,
    build: service.build === undefined ? undefined : buildOf(service.name, service.build, around.output),
  }
  const ends = service.kind === 'Job' || service.kind === 'CronJob'
  const told = { ...environment, ...secrets.environment }
  const shared = {
    ...confinement(service.security),
    environment: Object.keys(told).length === 0 ? undefined : told,
    secrets: secrets.files.length === 0 ? undefined : secrets.files,
    configs: files.length === 0 ? undefined : files.map(({ name, target }) => ({ source: name, target })),
    tmpfs: tmpfsOf(service),
    volumes: some(volumesOf(service, mainMounts(service))),
  }
  const before: [string, Value][] = []
  let previous = waits

  for (const step of service.init) {
    const known = environmentOf(service, step, [], model)
    const name = `${service.name}-${step.name}`
    before.push([
      name,
      {
        ...(step.image === service.image ? made : { image: step.image.reference }),
        ...confinement({ ...service.security, ...step.security }),
        restart: 'no',
        entrypoint: expandAll(step.command, known),
        command: expandAll(step.args, known),
        environment: Object.keys(known).length === 0 ? undefined : known,
        volumes: some(volumesOf(service, step.mounts)),
        depends_on: dependsOn(previous),
      },
    ])
    previous = { ...waits, [name]: 'service_completed_successfully' }
  }
  if (service.migrate !== undefined) {
    const name = `${service.name}-migrate`
    before.push([
      name,
      { ...made, ...shared, restart: 'no', entrypoint: expandAll(service.migrate.command, environment), depends_on: dependsOn(previous) },
    ])
    previous = { ...previous, [name]: 'service_completed_successfully' }
  }
  const main: Value = {
    ...made,
    ...shared,
    restart: ends ? 'no' : 'unless-stopped',
    profiles: ends ? ['jobs'] : undefined,
    entrypoint: expandAll(service.command, environment),
    command: expandAll(service.args, environment),
    ports: portsOf(ports),
    depends_on: dependsOn(previous),
    healthcheck: healthcheck(service),
    stop_grace_period: `${service.lifecycle.grace}s`,
    mem_limit: byteCount(service.resources.limits.memory),
    cpus: service.resources.limits.cpu === undefined ? undefined : cores(service.resources.limits.cpu),
  }
  const beside = service.sidecars.map((sidecar): readonly [string, Value] => {
    const known = environmentOf(service, sidecar, [], model)
    return [
      `${service.name}-${sidecar.name}`,
      {
        image: sidecar.image.reference,
        ...confinement({ ...service.security, ...sidecar.security }),
        restart: ends ? 'no' : 'unless-stopped',
        profiles: ends ? ['jobs'] : undefined,
        entrypoint: expandAll(sidecar.command, known),
        command: expandAll(sidecar.args, known),
        environment: Object.keys(known).length === 0 ? undefined : known,
        volumes: some(volumesOf(service, sidecar.mounts)),
        // The containers of a pod share their network.
        network_mode: `service:${service.name}`,
        depends_on: { [service.name]: { condition: 'service_started' } },
      },
    ]
  })
  return [...before, [service.name, main], ...beside]
}

const some = (values: readonly Value[]): Value | undefined => (values.length === 0 ? undefined : values)

/** As far as the kubelet would lock it in. */
function confinement(
  security: Pick<Service['security'], 'user' | 'group' | 'readOnlyRoot' | 'capabilities' | 'escalation' | 'privileged'>,
) {
  return {
    user: `${security.user}:${security.group}`,
    read_only: security.readOnlyRoot ? true : undefined,
    privileged: security.privileged ? true : undefined,
    cap_drop: ['ALL'],
    cap_add: some([...security.capabilities]),
    security_opt: security.escalation ? undefined : ['no-new-privileges:true'],
  }
}

/** Paths are those of compose.yaml, which lies in a folder of the output; the Dockerfile's is that of its context. */
function buildOf(service: string, build: Build, output: string): Value {
  const secrets = Object.keys(build.secrets)
  return {
    context: `${upFrom(`${output}/compose`)}${build.context === '.' ? '' : build.context}`,
    dockerfile: build.stack === 'dockerfile' ? build.dockerfile : `${upFrom(build.context)}${dockerfilePath(service, build, output)}`,
    args: build.stack === 'dockerfile' && Object.keys(build.args).length > 0 ? build.args : undefined,
    secrets: secrets.length === 0 ? undefined : secrets,
  }
}
