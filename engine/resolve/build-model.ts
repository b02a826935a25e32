import type {
  ResolvedAccess,
  ResolvedClass,
  ResolvedConfig,
  ResolvedDelivery,
  ResolvedEnvironment,
  ResolvedExternal,
  ResolvedImages,
  ResolvedIngress,
  ResolvedMesh,
  ResolvedPersistentVolume,
  ResolvedRegistry,
  ResolvedReplicas,
  ResolvedRole,
  ResolvedSecrets,
  ResolvedService,
  ResolvedSnapshotClass,
  ResolvedStorage,
  ResolvedStore,
  ResolvedTargets,
  ResolvedTools,
} from '../../schema/generated/resolved.ts'
import type { WrittenPlatform } from '../../schema/generated/written.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import { loadPlan } from '../plan/load.ts'
import type { PlanNode } from '../plan/plan.ts'
import type { Json, JsonObject, Source } from '../source/source.ts'
import { type Added, addBeside, NO_COMPONENTS } from './beside.ts'
import type { Expand } from './component.ts'
import { deriveComponents } from './components.ts'
import type { Context } from './context.ts'
import { chosenImage } from './derive/chosen-image.ts'
import { deriveDelivery } from './derive/delivery.ts'
import { deriveEdges } from './derive/edges.ts'
import { deriveEnvironment } from './derive/environment.ts'
import { deriveExternal } from './derive/external.ts'
import { deriveIngress } from './derive/gateways.ts'
import { foreignImage } from './derive/image.ts'
import { deriveLogging } from './derive/logging.ts'
import { deriveMesh } from './derive/mesh.ts'
import { deriveMonitoring } from './derive/monitoring.ts'
import { deriveService } from './derive/service.ts'
import { withSpring } from './derive/spring.ts'
import { deriveStore } from './derive/store.ts'
import { deriveTraffic } from './derive/traffic.ts'
import { deriveTrust } from './derive/trust.ts'
import type { Chain } from './environments.ts'
import { deepFreeze } from './freeze.ts'
import { layersOf } from './layers.ts'
import { descend, merge } from './merge.ts'
import type { Edge, External, Image, Model, Named, Service, Store } from './model.ts'
import { rememberLayers } from './origin.ts'
import { child, of } from './plan-steps.ts'
import { createScope } from './scope.ts'
import { createWords } from './words.ts'

const NOBODY: readonly Edge[] = Object.freeze([])

/** One environment, from the words of the platform to what renderers read. */
export function buildModel(
  platform: WrittenPlatform,
  source: Source,
  chain: Chain,
  texts: ReadonlyMap<string, string>,
  expand: Expand,
  tell: Report,
): Model {
  let wrong = false
  const report: Report = (definition, ...rest) => {
    wrong ||= definition.severity === 'error'
    tell(definition, ...rest)
  }
  const plan = loadPlan()
  const value = platform as unknown as JsonObject
  const layers = layersOf(value, source.value, chain)
  const scope = createScope({ platform: value, environment: chain.name, layers })
  const words = createWords(scope, layers, chain.name, report)

  /** What `path` names, merged. The path is also where the plan finds its shape. */
  function section<T>(node: PlanNode, ...path: readonly string[]): T {
    return merge(node, layers.of(path).layers, [...path], words) as unknown as T
  }
  /** Named things with overlays of their own, in the order of the file. */
  function things<T>(of: PlanNode, names: Iterable<string>, ...path: readonly string[]): Named<T> {
    const found: Record<string, T> = {}
    for (const name of names) found[name] = section<T>(of, ...path, name)
    return found
  }
  const root = (key: string): PlanNode => child(plan, key)
  const keys = (section: string): string[] => Object.keys((value[section] as JsonObject | undefined) ?? {})

  const environment = deriveEnvironment(chain.name, platform.name, section<ResolvedEnvironment>(of(root('environments')), 'environment'))
  const writtenRegistry = section<ResolvedRegistry | undefined>(root('registry'), 'registry')
  const registry = writtenRegistry && { ...writtenRegistry, project: writtenRegistry.project ?? platform.name }
  const merged: Record<string, ResolvedService> = {}
  for (const [name, service] of Object.entries(things<ResolvedService>(of(root('services')), keys('services'), 'services')))
    if (service.enabled) merged[name] = service
  function versionReplicas(service: string, version: string): ResolvedReplicas | undefined {
    const path = ['services', service]
    const own = descend(descend(descend(layers.of(path).layers, 'versions'), version), 'replicas')
    if (own.length === 0) return undefined
    const all = [...descend(layers.of(path).layers, 'replicas'), ...own]
    return merge(
      child(of(root('services')), 'replicas'),
      all,
      [...path, 'versions', version, 'replicas'],
      words,
    ) as unknown as ResolvedReplicas
  }
  const mesh = deriveMesh(section<ResolvedMesh>(root('mesh'), 'mesh'), environment.namespace)
  const ingress = deriveIngress(section<ResolvedIngress>(root('ingress'), 'ingress'), platform, environment, mesh)
  const monitoring = deriveMonitoring(section(root('monitoring'), 'monitoring'), environment)
  const delivery = deriveDelivery(section<ResolvedDelivery>(root('delivery'), 'delivery'), platform)
  const early = { registry, ingress, mesh, monitoring, delivery, images: section<ResolvedImages>(root('images'), 'images') }
  const base = { platform, environment, ...early, named: foreignImage, layers, merged, versionReplicas, texts, report }
  const stores = mapValues(things<ResolvedStore>(of(root('stores')), keys('stores'), 'stores'), (name, store) =>
    deriveStore(name, store, base),
  )
  const externals = mapValues(things<ResolvedExternal>(of(root('externals')), keys('externals'), 'externals'), deriveExternal)
  const context: Context = { ...base, logging: section<Context['logging']>(root('logging'), 'logging'), stores, externals }
  const own = mapValues(merged, (name, service) => deriveService(name, withSpring(name, service, context), context))

  const secrets = section<ResolvedSecrets>(root('secrets'), 'secrets')
  const storage = section<ResolvedStorage>(root('storage'), 'storage')
  const access = section<ResolvedAccess>(root('access'), 'access')
  const volumes = child(root('storage'), 'volumes')
  const roles = things<ResolvedRole>(of(child(root('access'), 'roles')), Object.keys(access.roles), 'access', 'roles')

  const sections: Omit<Model, 'services' | 'stores' | 'externals' | 'namespaces' | 'access' | 'trust'> = {
    platform: { name: platform.name, owner: platform.owner, version: platform.version },
    environment,
    targets: section<ResolvedTargets>(root('targets'), 'targets'),
    registry,
    images: early.images,
    secrets: { ...secrets, path: secrets.path ?? `${platform.name}/${chain.name}` },
    config: mapValues(section<Named<ResolvedConfig>>(root('config'), 'config'), (_name, entries) =>
      mapValues(entries, (_key, entry) => String(entry)),
    ),
    ingress,
    mesh,
    logging: deriveLogging(context),
    monitoring,
    storage: {
      default: storage.default,
      classes: storage.classes as Named<ResolvedClass>,
      rook: storage.rook && { ...storage.rook, image: cephImage(storage.rook.image, early) },
      snapshots: storage.snapshots as Named<ResolvedSnapshotClass>,
      volumes: things<ResolvedPersistentVolume>(of(volumes), Object.keys(storage.volumes), 'storage', 'volumes'),
    },
    delivery,
    tools: section<ResolvedTools>(root('tools'), 'tools'),
  }

  /** The model with these components, and with every edge between all that there is. */
  function complete(components: Added): Model {
    const { context } = components
    const services = { ...own, ...components.beside, ...components.services }
    const { calls, callers } = deriveEdges(services, context)
    const edges = (map: ReadonlyMap<string, readonly Edge[]>, name: string): readonly Edge[] => map.get(name) ?? NOBODY
    const model: Model = deepFreeze({
      ...sections,
      config: { ...sections.config, ...components.config },
      trust: deriveTrust(mesh, services, context),
      access: {
        ...access,
        roles: { ...mapValues(roles, (_name, role) => ({ ...role, namespace: environment.namespace })), ...components.roles },
      },
      namespaces: [
        { name: environment.namespace, podSecurity: environment.podSecurity, inMesh: mesh.provider !== 'none', own: true },
        ...components.namespaces,
      ],
      services: mapValues(
        services,
        (name, service): Service => ({
          ...service,
          calls: edges(calls, name),
          callers: edges(callers, name),
          traffic: deriveTraffic(service, services, context),
        }),
      ),
      stores: mapValues(stores, (name, store): Store => ({ ...store, callers: edges(callers, name) })),
      externals: mapValues(externals, (name, external): External => ({ ...external, callers: edges(callers, name) })),
    })
    rememberLayers(model, context.layers, section<Json | undefined>)
    return model
  }

  // What is found while nobody knows of components is found again when they are there.
  const findings: Parameters<Report>[] = []
  const first = complete({
    ...NO_COMPONENTS,
    context: { ...context, report: (...found) => void findings.push(found as Parameters<Report>) },
  })
  // What is wrong already is told; components made of it could only be wrong as well.
  const asked = wrong ? [] : expand(first)
  if (asked.length === 0) {
    for (const found of findings) report(...found)
    return first
  }
  const plans = { service: of(root('services')), role: of(child(root('access'), 'roles')) }
  const added = addBeside(asked, sections.config, plans.service, context)
  return complete({ ...added, ...deriveComponents(asked, first, added.context, plans) })
}

/** https://quay.io/repository/ceph/ceph?tab=tags */
function cephImage(named: string | undefined, sources: Pick<Model, 'images' | 'registry'>): Image {
  return named === undefined ? chosenImage('quay.io/ceph/ceph:v19.2.3', sources) : foreignImage(named)
}

function mapValues<T, U>(things: Named<T>, change: (name: string, thing: T) => U): Named<U> {
  const changed: Record<string, U> = {}
  for (const name of Object.keys(things)) changed[name] = change(name, things[name] as T)
  return changed
}
