import { at, type Build, byteCount, type Report, type Service } from '../../engine/sdk.ts'
import type { BuiltService } from '../_shared/built-services.ts'
import { environmentsDiffer } from './diagnostics.ts'

/** A value of the language that ends up in the image, by its path below the service. */
type Fact = readonly [path: readonly string[], value: string]

/** Reports what environments say differently although it ends up in the one image. Whether they agree. */
export function agree({ service, model, everywhere }: BuiltService, report: Report): boolean {
  const expected = new Map(facts(service).map(([path, value]) => [path.join('.'), { path, value }]))
  let agreed = true
  for (const other of everywhere.slice(1)) {
    const said = new Map(facts(other.service).map(([path, value]) => [path.join('.'), { path, value }]))
    for (const field of new Set([...expected.keys(), ...said.keys()])) {
      const [here, there] = [expected.get(field), said.get(field)]
      if (here?.value === there?.value) continue
      agreed = false
      const path = ['services', service.name, ...(there?.path ?? here?.path ?? [])]
      report(
        environmentsDiffer,
        at(other.model, ...path),
        {
          service: service.name,
          field,
          environments: [model.environment.name, other.model.environment.name],
          values: [quoted(here?.value), quoted(there?.value)],
        },
        { related: [{ message: `what \`${model.environment.name}\` says`, place: at(model, ...path) }] },
      )
    }
  }
  return agreed
}

const quoted = (value: string | undefined): string => (value === undefined ? 'not there' : `\`${value}\``)

function facts(service: Service): readonly Fact[] {
  const { build, security, description } = service
  if (build === undefined) return []
  const port = mainPort(service)
  const said = buildFacts(build)
  if (build.stack === 'dockerfile') return said
  return [
    ...said,
    [['security', 'user'], String(security.user)],
    [['security', 'group'], String(security.group)],
    ...(description === undefined ? [] : [[['description'], description] as const]),
    ...(LISTENING.includes(build.stack) && port !== undefined ? [[['ports', port.name, 'port'], String(port.port)] as const] : []),
    ...(LOGGING.includes(build.stack) ? [[['logs', 'format'], service.logs.format] as const] : []),
  ]
}

/** Whose server is told its port by the image. The others read it from their own configuration. */
const LISTENING: readonly Build['stack'][] = ['node-static', 'django', 'fastapi', 'dotnet', 'php', 'ruby']
/** Whose image says how the log is written. */
const LOGGING: readonly Build['stack'][] = ['spring-boot', 'node-static', 'django', 'fastapi', 'dotnet', 'php']

const textOf = (part: unknown): string => (typeof part === 'string' ? part : Object.values(part as object).join(' '))

/** Every word of a build, by its path. */
function buildFacts(build: Build): readonly Fact[] {
  return Object.entries(build).flatMap(([key, value]): readonly Fact[] => {
    // What a Dockerfile says is no word of the platform.
    if (value === undefined || key === 'says') return []
    if (typeof value === 'string') return [[['build', key], value]]
    if (Array.isArray(value)) return [[['build', key], value.join(' ')]]
    return Object.entries(value as object).map(([name, part]): Fact => [['build', key, name], textOf(part)])
  })
}

/** The port that the program serves on: the first one of the main container. */
export function mainPort({ ports }: Service): Service['ports'][number] | undefined {
  return ports.find(({ sidecar }) => sidecar === undefined)
}

/** Ports of the main container in any environment, as EXPOSE writes them. */
export function exposedPorts({ everywhere }: BuiltService): readonly string[] {
  const ports = everywhere.flatMap(({ service }) => service.ports.filter(({ sidecar }) => sidecar === undefined))
  return [...new Set(ports.map(({ port, protocol }) => (protocol === 'TCP' ? String(port) : `${port}/${protocol.toLowerCase()}`)))]
}

/**
 * Paths that are writable in any environment, those of volumes included: the first user of a volume of Docker's is whoever owns the folder in the image.
 * The kubelet gives volumes to the group of the pod.
 */
export function writablePaths({ everywhere }: BuiltService): readonly string[] {
  return [...new Set(everywhere.flatMap(({ service }) => [...service.writable.map(({ path }) => path), ...volumePaths(service)]))]
}

function volumePaths({ volumes }: Service): readonly string[] {
  return Object.values(volumes).flatMap(({ mount, readOnly, size, claim, empty }) =>
    mount !== undefined && !readOnly && (size !== undefined || claim !== undefined || empty !== undefined) ? [mount] : [],
  )
}

/** The smallest memory limit of any environment, in bytes: what fits there fits everywhere. */
export function smallestMemory({ everywhere }: BuiltService): number {
  return Math.min(...everywhere.map(({ service }) => byteCount(service.resources.limits.memory)))
}
