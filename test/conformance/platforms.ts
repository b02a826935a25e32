import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../../engine/pipeline.ts'
import type { Edge, Model, Service, Workload } from '../../engine/resolve/model.ts'
import { proxyCallsOf } from '../../renderers/_shared/mesh-reach.ts'
import { PROMETHEUS } from '../../renderers/_shared/monitoring/component.ts'
import { openPorts } from '../../renderers/_shared/monitoring/reach.ts'
import { root } from './tool.ts'

/** A platform of the repository: the showcase, or an example. */
export interface Platform {
  readonly name: string
  readonly folder: string
}

export interface Rendered extends Platform {
  readonly out: string
  readonly environments: readonly RenderedEnvironment[]
}

/** What the tests have to know of an environment beside its output. */
export interface RenderedEnvironment {
  readonly name: string
  readonly namespace: string
  /** All of its namespaces, those of what the platform itself needs included. */
  readonly namespaces: readonly string[]
  readonly cluster: string
  /** Where the pods of the edge are. */
  readonly ingressNamespace: string
  /** Where the pods of each gateway are, by the name of its objects. */
  readonly gateways: { readonly [name: string]: string }
  /** Namespaces of others that platform.yaml names. */
  readonly neighbours: readonly string[]
  /** `1.34` */
  readonly kubernetes: string
  /** The declared calls between workloads, one line for each port: `web → orders:8080/TCP`, sorted. */
  readonly calls: readonly string[]
  /** Likewise those that leave the cluster: `orders → cards:443/TCP`. */
  readonly leaving: readonly string[]
  /** Ports that are open to or from wherever, because the platform says so: `payments Egress 443/TCP`, sorted. */
  readonly open: readonly string[]
}

/** The showcase and every folder of `examples/` with a platform.yaml. */
export function allPlatforms(): Platform[] {
  const examples = join(root, 'examples')
  const folders = existsSync(examples) ? readdirSync(examples).map((name) => ({ name, folder: join(examples, name) })) : []
  return [{ name: 'showcase', folder: root }, ...folders].filter(({ folder }) => existsSync(join(folder, 'platform.yaml')))
}

/** Renders a platform as its user would. Whatever there is to say makes it unclean, and a reason: an example is clean. */
export async function renderPlatform({ name, folder }: Platform, out: string): Promise<Rendered | { readonly unclean: readonly string[] }> {
  const { diagnostics, models } = await run({ file: 'platform.yaml', cwd: folder, until: 'write', out })
  if (diagnostics.length > 0)
    return {
      unclean: diagnostics.map(({ file, line, column, code, message }) => `${name}: ${file}:${line}:${column}: ${code}: ${message}`),
    }
  return { name, folder, out, environments: models.map(summarise) }
}

function summarise(model: Model): RenderedEnvironment {
  const inside = new Set([
    ...Object.keys(model.services),
    ...Object.entries(model.stores).flatMap(([name, store]) => (store.external === undefined ? [name] : [])),
  ])
  const callers = Object.values(model.services)
  const lines = (from: string, { name, ports }: Edge) => ports.map(({ port, protocol }) => `${from} → ${name}:${port}/${protocol}`)
  const isOpen = model.mesh.provider !== 'none' && model.mesh.egress.undeclared === 'allow'
  const podNames = [...inside]
  const direct = (call: Edge) => model.externals[call.name]?.through === undefined
  const all = (isInside: boolean) =>
    callers.flatMap(({ name, calls }) =>
      calls.filter((call) => inside.has(call.name) === isInside && direct(call)).flatMap((call) => lines(name, call)),
    )
  return {
    name: model.environment.name,
    namespace: model.environment.namespace,
    namespaces: model.namespaces.map(({ name }) => name),
    cluster: model.environment.cluster,
    ingressNamespace: model.ingress.namespace,
    gateways: Object.fromEntries(model.ingress.gateways.map(({ name, namespace }) => [name, namespace])),
    neighbours: [model.monitoring.namespace, ...callers.flatMap(({ access }) => access.namespaces.map(({ name }) => name))],
    kubernetes: model.targets.kubernetes,
    calls: [...all(true), ...scrapes(model), ...proxyCalls(model), ...members(model)].sort(),
    leaving: [...all(false), ...modules(model), ...(isOpen ? podNames.map((name) => `${name} → anybody:any`) : [])].sort(),
    open: [
      ...callers.flatMap(openOf),
      ...callers.flatMap((service) => openPorts(service, model).map((port) => `${service.name} Egress ${port}/TCP`)),
      ...Object.values(model.stores).flatMap(resolving),
    ].sort(),
  }
}

/** What proxies call by themselves and the platform runs: collectors, and the rate limiter. */
function proxyCalls(model: Model): string[] {
  return [...Object.values(model.services), ...Object.values(model.stores)].flatMap((workload) =>
    proxyCallsOf(workload, model).flatMap(({ host, port }) => {
      const [name = ''] = host.split('.')
      return model.services[name]?.component === undefined ? [] : [`${workload.name} → ${name}:${port}/TCP`]
    }),
  )
}

/** Members of a store talk among each other. */
function members({ stores }: Model): string[] {
  return Object.values(stores).flatMap(({ name, external, peers }) =>
    external === undefined ? peers.map(({ port }) => `${name} → ${name}:${port}/TCP`) : [],
  )
}

/** Proxies load modules themselves. */
function modules(model: Model): string[] {
  return Object.values(model.services).flatMap(({ name, inMesh, mesh }) =>
    inMesh && Object.keys(mesh.proxy.modules).length > 0 ? [`${name} → modules:443/TCP`] : [],
  )
}

/** Whoever offers metrics is read, although nobody declares it. A store offers them itself, or has an exporter that does. */
function scrapes({ services, stores }: Model): string[] {
  if (services[PROMETHEUS]?.component === undefined) return []
  return [
    ...Object.values(services).flatMap(({ name, metrics }) => (metrics === undefined ? [] : [[name, metrics.port.port] as const])),
    ...Object.values(stores).flatMap(({ name, external, metrics }) =>
      external === undefined && metrics.exporter === undefined ? [[name, metrics.port] as const] : [],
    ),
  ].map(([name, port]) => `${PROMETHEUS} → ${name}:${port}/TCP`)
}

/** Nobody knows the addresses of the API server, or of a node's resolver; and whoever is public has no list of callers. */
function openOf(service: Service): string[] {
  const { name, ports, account, access } = service
  const { type, sources, externalTraffic } = service.service
  const isFiltered = sources.length > 0 && externalTraffic === 'Local'
  const isPublic = access.anyone || type === 'NodePort' || (type === 'LoadBalancer' && !isFiltered)
  return [
    ...(account.token ? [`${name} Egress 443/TCP`, `${name} Egress 6443/TCP`] : []),
    ...(isPublic ? ports.map(({ port, protocol }) => `${name} Ingress ${port}/${protocol}`) : []),
    ...resolving(service),
  ]
}

function resolving({ name, placement }: Workload): string[] {
  return placement.dns === 'Default' ? [`${name} Egress 53/TCP`, `${name} Egress 53/UDP`] : []
}
