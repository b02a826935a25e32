import { type Store, writeYaml } from '../../../../engine/sdk.ts'
import { memoryShare, TLS, typed } from '../program.ts'
import { DATA, PRIVATE } from './facts.ts'

const SMALLEST_CACHE = 0.25

type Setting = string | number | boolean
interface Nested {
  [name: string]: Setting | Nested
}

/** mongod.yaml: https://www.mongodb.com/docs/manual/reference/configuration-options/ Connections and sorts need memory beside the cache. */
export function config(store: Store): string {
  const { connections } = store
  if (connections === undefined) throw new Error('MongoDB without a number of connections')
  const cache = Math.max(SMALLEST_CACHE, Math.floor((memoryShare(store, 0.5) / 1024) * 100) / 100)
  return writeYaml([
    nested({
      'storage.dbPath': DATA,
      'storage.wiredTiger.engineConfig.cacheSizeGB': cache,
      'net.port': store.port.port,
      'net.bindIpAll': true,
      'net.maxIncomingConnections': connections,
      'net.unixDomainSocket.pathPrefix': '/tmp',
      ...(store.tls === undefined
        ? {}
        : {
            'net.tls.mode': 'requireTLS',
            'net.tls.certificateKeyFile': `${PRIVATE}/server.pem`,
            'net.tls.CAFile': TLS.ca,
            // Members have certificates; clients have passwords.
            'net.tls.allowConnectionsWithoutCertificates': true,
          }),
      'security.authorization': 'enabled',
      ...(store.replicas === 1 ? {} : { 'security.keyFile': `${PRIVATE}/keyfile`, 'replication.replSetName': store.name }),
      'operationProfiling.slowOpThresholdMs': 500,
      ...typed(store.config),
    }),
  ])
}

/** Settings with dots as maps of maps. */
function nested(settings: { readonly [key: string]: Setting }): Nested {
  const root: Nested = {}
  for (const [key, value] of Object.entries(settings)) {
    const path = key.split('.')
    const last = path.pop() as string
    let map = root
    for (const name of path) {
      const inner = Object.hasOwn(map, name) ? map[name] : undefined
      const next: Nested = typeof inner === 'object' ? inner : {}
      define(map, name, next)
      map = next
    }
    define(map, last, value)
  }
  return root
}

/** A name of the user's is a name, whatever JavaScript has of that name. */
function define(map: Nested, name: string, value: Setting | Nested): void {
  Object.defineProperty(map, name, { value, enumerable: true, configurable: true, writable: true })
}
