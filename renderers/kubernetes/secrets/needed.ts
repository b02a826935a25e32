import { isCeph, type Model, type Service, type Store, splitKeyRef, type Workload } from '../../../engine/sdk.ts'
import { authorityName, exposures, usedGateways } from '../../_shared/exposed-hosts.ts'
import { mirrorRoots, type Pulled, pullSecretNames } from '../../_shared/mirror-login.ts'
import { credentialsOf } from '../../_shared/monitoring/channels.ts'
import { ownBucket } from '../../_shared/own-bucket.ts'
import { rookClass } from '../storage/rook.ts'
import { cephSecret } from '../storage/storage-class.ts'

/** One Secret that has to exist. */
export interface NeededSecret {
  readonly name: string
  readonly namespace: string
  readonly type: 'Opaque' | 'kubernetes.io/tls' | 'kubernetes.io/dockerconfigjson'
  /** Sorted. Empty when somebody mounts it as a whole. */
  readonly keys: readonly string[]
  /** Those of the keys that all readers can do without. */
  readonly optional: readonly string[]
  /** The services and stores that read it, sorted; empty for what the platform itself needs. */
  readonly readers: readonly string[]
}

interface Gathering {
  readonly name: string
  readonly namespace: string
  readonly type: NeededSecret['type']
  readonly keys: Set<string>
  readonly required: Set<string>
  readonly readers: Set<string>
  whole: boolean
}

/** Every Secret that somebody reads, once each, sorted by name and namespace: Secrets are shared, so they belong to the environment and not to the first who reads one. */
export function neededSecrets(model: Model): readonly NeededSecret[] {
  const gathered = new Map<string, Gathering>()
  const made = new Set(
    Object.values(model.stores).flatMap(({ madeSecrets, namespace }) => madeSecrets.map((name) => `${name} ${namespace}`)),
  )

  function need(
    name: string,
    namespace: string,
    reader: string | undefined,
    keys: readonly string[] | undefined,
    { type = 'Opaque', optional = false }: { readonly type?: NeededSecret['type']; readonly optional?: boolean } = {},
  ): void {
    if (made.has(`${name} ${namespace}`)) return
    const secret = gathered.get(`${name} ${namespace}`) ?? {
      name,
      namespace,
      type,
      keys: new Set(),
      required: new Set(),
      readers: new Set(),
      whole: false,
    }
    if (keys === undefined) secret.whole = true
    for (const key of keys ?? []) {
      secret.keys.add(key)
      if (!optional) secret.required.add(key)
    }
    if (reader !== undefined) secret.readers.add(reader)
    gathered.set(`${name} ${namespace}`, secret)
  }

  for (const service of Object.values(model.services)) {
    for (const { secret, key, optional } of service.secrets) need(secret, service.namespace, service.name, [key], { optional })
    for (const { secret } of Object.values(service.volumes))
      if (secret !== undefined)
        need(secret.name, service.namespace, service.name, secret.items && Object.keys(secret.items), { optional: secret.optional })
  }
  // The operator reads credentials of channels beside its AlertmanagerConfig.
  if (model.monitoring.mode === 'operator')
    for (const { ref } of credentialsOf(model)) {
      const [name, key] = splitKeyRef(ref)
      need(name, model.environment.namespace, undefined, [key])
    }
  for (const store of Object.values(model.stores)) {
    const { external, name, namespace, secret, secretKeys, tls } = store
    if (external !== undefined) continue
    for (const [secret, keys] of ofOperated(store)) need(secret, namespace, name, keys)
    const bucket = ownBucket(store)
    if (bucket !== undefined) need(bucket.secret, namespace, name, ['access-key', 'secret-key'])
    if (secretKeys.length > 0) need(secret, namespace, name, secretKeys)
    if (tls !== undefined && tls.issuer === undefined) need(tls.secret, namespace, name, ['tls.crt', 'tls.key', 'ca.crt'])
  }
  for (const [of, declared] of Object.entries(model.storage.classes)) {
    // Rook makes those of its own cluster.
    if (rookClass(of, declared, model) !== undefined) continue
    if (!isCeph(declared)) continue
    const [namespace, name] = cephSecret(declared)
    need(name, namespace, undefined, ['userID', 'userKey'])
  }
  for (const { name: namespace, own } of model.namespaces) {
    for (const name of pullSecretNames(pulledIn(namespace, model), model))
      need(name, namespace, undefined, ['.dockerconfigjson'], { type: 'kubernetes.io/dockerconfigjson' })
    if (model.ingress.api === 'istio') continue
    for (const gateway of usedGateways(model))
      for (const { service, expose } of exposures(model, gateway)) {
        // An Ingress reads the certificate in its own namespace, a Gateway in that of the environment.
        if (expose.tls === undefined || (model.ingress.api === 'ingress' ? service.namespace !== namespace : !own)) continue
        if (gateway.issuer === undefined) need(expose.tls, namespace, undefined, ['tls.crt', 'tls.key'], { type: 'kubernetes.io/tls' })
        if (gateway.clients !== 'anybody') need(authorityName(expose.tls), namespace, undefined, ['ca.crt'])
      }
  }

  return [...gathered.keys()].sort().map((key) => {
    const { name, namespace, type, keys, required, readers, whole } = gathered.get(key) as Gathering
    const listed = whole ? [] : [...keys].sort()
    return { name, namespace, type, keys: listed, optional: listed.filter((key) => !required.has(key)), readers: [...readers].sort() }
  })
}

/** What is pulled in a namespace. The pods in which Jenkins works are in no manifest; what they run comes from a mirror when there is one. */
function pulledIn(namespace: string, model: Model): readonly Pulled[] {
  const { services, stores, environment, delivery } = model
  const { install, agent } = delivery.jenkins
  const works =
    delivery.engines.includes('jenkins') && agent === undefined && install?.in === environment.name && install.namespace === namespace
  const images = ({ versions, init, sidecars }: Service) => [...versions, ...init, ...sidecars].map(({ image }) => image)
  const here = (workload: Workload) => workload.namespace === namespace
  return [
    ...(works ? mirrorRoots(model).map(under) : []),
    ...Object.values(services).filter(here).flatMap(images),
    ...Object.values(stores)
      .filter(here)
      .flatMap(({ image, proxy }) => (proxy === undefined ? [image] : [image, proxy])),
  ]
}

/** Whatever is in a mirror. */
function under(root: string): Pulled {
  const [registry = '', ...folders] = root.split('/')
  return { registry, repository: [...folders, 'any'].join('/') }
}

/** What an operator reads in the name of a store: the keys of its bucket, and the passwords of its users. */
function* ofOperated({ operator, backup, users, engine }: Store): Iterable<readonly [secret: string, keys: readonly string[]]> {
  if (operator === undefined) return
  if (backup?.target.type === 's3') yield [backup.target.secret, ['access-key', 'secret-key']]
  for (const { secret, key } of Object.values(users)) yield [secret, engine === 'postgresql' ? ['username', key] : [key]]
}
