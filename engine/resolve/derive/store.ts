import type { ResolvedStore } from '../../../schema/generated/resolved.ts'
import type { Context } from '../context.ts'
import type { Store } from '../model.ts'
import { type StoreEngine, storeEngines } from '../ports.ts'
import { chosenImage } from './chosen-image.ts'
import { foreignImage } from './image.ts'
import { deriveResources } from './resources.ts'
import { deriveWaived } from './waivers.ts'

/** The user that the store's own process runs as. */
const STORE_USER = 10001

/** A store as renderers read it, without its callers. */
export function deriveStore(
  name: string,
  store: ResolvedStore,
  context: Pick<Context, 'environment' | 'registry' | 'mesh' | 'images'>,
): Omit<Store, 'callers'> {
  const engine = storeEngines[store.engine] as StoreEngine
  const image =
    store.image === undefined ? chosenImage(`${engine.image}:${store.version ?? engine.version}`, context) : foreignImage(store.image)
  const resources = deriveResources(store.resources, [])
  const database = engine.databases ? (store.database ?? name.replaceAll('-', '_')) : undefined
  const port = store.external?.port ?? engine.port
  const user = engine.databases ? (store.user ?? database) : undefined
  const rootPasswordKey = store.rootPasswordKey ?? 'root-password'
  const { version: _version, waivers, ...rest } = store
  return {
    ...rest,
    name,
    type: 'store',
    namespace: context.environment.namespace,
    inMesh: context.mesh.provider !== 'none' && store.external === undefined,
    host: store.external?.host ?? name,
    external: store.external && { host: store.external.host, addresses: store.external.addresses },
    port: {
      name: engine.portName,
      port,
      servicePort: port,
      protocol: 'TCP',
      appProtocol: engine.portName.startsWith('tcp') ? 'tcp' : engine.portName,
      nodePort: undefined,
      sidecar: undefined,
    },
    image,
    database,
    user,
    secret: store.secret ?? name,
    rootPasswordKey,
    secretKeys: store.external === undefined ? secretKeys(store.engine, user, rootPasswordKey) : [],
    resources,
    waived:
      store.external === undefined
        ? deriveWaived(
            {
              kind: 'StatefulSet',
              replicas: [1],
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
          )
        : {},
  }
}

/** `root` of MySQL has a password of its own, and nobody else has to exist. */
function secretKeys(engine: Store['engine'], user: string | undefined, rootPasswordKey: string): readonly string[] {
  if (engine !== 'mysql') return ['password']
  return user === 'root' ? [rootPasswordKey] : [...new Set(['password', rootPasswordKey])]
}
