import type { ResolvedStore } from '../../../schema/generated/resolved.ts'
import { splitKeyRef } from '../../kinds/key-ref.ts'
import type { StoreEngine } from '../../stores/index.ts'
import { engineOf } from '../../stores/operators/index.ts'
import type { Context } from '../context.ts'
import type { Environment, Image, Named, Port, Store, StoreUser, Waived } from '../model.ts'
import { protocolOfName } from '../ports.ts'
import { deriveBackup } from './backup.ts'
import { chosenImage, type ImageSources } from './chosen-image.ts'
import { foreignImage } from './image.ts'
import { deriveRun, runBy, usualPassword } from './operated.ts'
import { deriveResources } from './resources.ts'
import { deriveWaived } from './waivers.ts'

/** The user that the store's own process runs as. */
const STORE_USER = 10001

/** A store as renderers read it, without its callers. */
export function deriveStore(
  name: string,
  store: ResolvedStore,
  context: Pick<Context, 'environment' | 'registry' | 'mesh' | 'images' | 'platform'>,
): Omit<Store, 'callers'> {
  const engine = engineOf(store.external === undefined ? store : { engine: store.engine })
  const image = imageOf(store, engine, context)
  const resources = deriveResources(store.resources, [])
  const database = engine.databases ? (store.database ?? name.replaceAll('-', '_')) : undefined
  const user = loginOf(store, engine, database ?? name.replaceAll('-', '_'))
  const rootPasswordKey = store.rootPasswordKey ?? 'root-password'
  const inside = store.external === undefined
  const replicas = inside ? store.replicas : 1
  const run = deriveRun(name, store, context.environment.namespace)
  const config: Record<string, string> = {}
  for (const [key, value] of Object.entries(store.config)) config[key] = String(value)
  const { version: _version, waivers, ...rest } = store
  return {
    ...rest,
    ...run,
    name,
    type: 'store',
    namespace: context.environment.namespace,
    inMesh: context.mesh.provider !== 'none' && store.external === undefined && run.operator === undefined,
    role: engine.role,
    external: store.external && { host: store.external.host, addresses: store.external.addresses },
    port: portOf(store, engine, replicas),
    morePorts: inside ? Object.entries(engine.more ?? {}).map(([more, number]) => storePort(more, number, number)) : [],
    replicas,
    firstLeads: engine.firstLeads && replicas > 1 && run.operator === undefined,
    // What an operator makes beside a single member talks to it as well.
    peers: replicas === 1 && run.operator === undefined ? [] : peersOf(engine),
    connections: store.connections ?? engine.connections,
    config,
    databases: database === undefined ? [] : [...new Set([database, ...store.databases])],
    users: usersOf(name, store, run.secret),
    topics: topicsOf(store),
    backup: deriveBackup(name, store, context),
    metrics: engine.metrics,
    proxy: engine.proxy === undefined || replicas === 1 ? undefined : chosenImage(engine.proxy, context),
    folders: { data: engine.data, configuration: engine.configuration },
    image,
    release: store.version ?? (store.image === undefined ? engine.version : (image.tag ?? engine.version)),
    database,
    user,
    rootPasswordKey,
    secretKeys: inside ? secretKeys(store, user, rootPasswordKey, replicas) : [],
    resources,
    waived: inside
      ? withBackup(
          run.operator !== undefined
            ? {}
            : deriveWaived(
                {
                  kind: 'StatefulSet',
                  replicas: [replicas],
                  security: { user: STORE_USER, escalation: false, privileged: false, seccomp: 'RuntimeDefault', host: false },
                  containers: [{ image, readOnlyRoot: true, capabilities: [], user: STORE_USER, resources }],
                  hostPath: false,
                  secretEnv: false,
                  probesDisabled: false,
                  token: false,
                  anyone: false,
                  mirror: false,
                  fault: false,
                  immutableTags: false,
                },
                { replicas: 'a single primary holds the data', ...waivers },
                context.environment,
              ),
          store.backup === undefined && engine.backup !== 'never' && (engine.role === 'database' || engine.role === 'storage'),
          waivers.backup,
          context.environment,
        )
      : {},
  }
}

function imageOf(store: ResolvedStore, engine: StoreEngine, context: ImageSources): Image {
  if (store.image !== undefined) return foreignImage(store.image)
  const reference = `${engine.image}:${store.version ?? engine.version}`
  return runBy(store)?.picksImage === true ? foreignImage(reference) : chosenImage(reference, context)
}

/** A database that nobody copies needs a reason. What caches hold can be made anew. */
function withBackup(waived: Waived, lacks: boolean, written: string | undefined, { name, production }: Environment): Waived {
  return lacks ? Object.freeze({ ...waived, backup: written ?? (production ? '' : `${name} is not production`) }) : waived
}

function usersOf(store: string, declared: ResolvedStore, secret: string): Named<StoreUser> {
  const all: Record<string, StoreUser> = {}
  for (const [name, { password, grants, connections }] of Object.entries(declared.users)) {
    const [from, key] = splitKeyRef(password ?? usualPassword(store, declared, name, secret))
    all[name] = { secret: from, key, grants: grants as Named<'read' | 'write' | 'all'>, connections }
  }
  return all
}

function topicsOf({ topics, replicas }: ResolvedStore): Store['topics'] {
  const all: Record<string, Store['topics'][string]> = {}
  for (const [name, topic] of Object.entries(topics)) {
    const config: Record<string, string> = {}
    for (const [key, value] of Object.entries(topic.config)) config[key] = String(value)
    all[name] = { partitions: topic.partitions, replicas: topic.replicas ?? Math.min(3, replicas), config }
  }
  return all
}

function loginOf({ user }: ResolvedStore, { login }: StoreEngine, usual: string): string | undefined {
  if (typeof login === 'object') return login.user
  return login === 'user' ? (user ?? usual) : undefined
}

/** Where sentinels choose the primary of Redis, a proxy beside each member leads to it, so that clients need not ask. */
function portOf(store: ResolvedStore, engine: StoreEngine, replicas: number): Port {
  const port = store.external?.port ?? engine.port
  return storePort(engine.portName, store.engine === 'redis' && replicas > 1 ? REDIS_PROXY : port, port)
}

const REDIS_PROXY = 6380

/** Where nobody but copies calls the primary, they do it as clients do. */
function peersOf({ peers, portName, port }: StoreEngine): readonly Port[] {
  const own = Object.entries(peers)
  return own.length === 0 ? [storePort(portName, port, port)] : own.map(([name, number]) => storePort(name, number, number))
}

function storePort(name: string, port: number, servicePort: number): Port {
  return { name, port, servicePort, protocol: 'TCP', appProtocol: protocolOfName(name, 'TCP'), nodePort: undefined, sidecar: undefined }
}

/** `root` of MySQL and MongoDB has a password of its own, and nobody else has to exist. Members know each other by one more secret where the engine wants that. */
function secretKeys(store: ResolvedStore, user: string | undefined, rootPasswordKey: string, replicas: number): readonly string[] {
  const operator = runBy(store)
  if (operator !== undefined) return store.secret === undefined ? [] : (operator.secret?.given ?? [])
  const members = replicas > 1
  switch (store.engine) {
    case 'mysql':
      return [
        ...(user === 'root' ? [rootPasswordKey] : [...new Set(['password', rootPasswordKey])]),
        ...(members ? ['replication-password'] : []),
      ]
    case 'mongodb':
      return [...(user === 'root' ? [rootPasswordKey] : [...new Set(['password', rootPasswordKey])]), ...(members ? ['keyfile'] : [])]
    case 'postgresql':
      return ['password', ...(members ? ['replication-password'] : [])]
    case 'rabbitmq':
      return ['password', ...(members ? ['erlang-cookie'] : [])]
    case 'redis':
    case 'elasticsearch':
    case 'minio':
      return ['password']
    case 'kafka':
    case 'etcd':
      return []
  }
}
