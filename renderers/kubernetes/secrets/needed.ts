import type { Model, Service } from '../../../engine/sdk.ts'
import { certificateHosts, exposedHosts } from '../../_shared/exposed-hosts.ts'

/** One Secret that has to exist in the namespace. */
export interface NeededSecret {
  readonly name: string
  readonly type: 'Opaque' | 'kubernetes.io/tls' | 'kubernetes.io/dockerconfigjson'
  /** Sorted. Empty when somebody mounts it as a whole. */
  readonly keys: readonly string[]
  /** Those of the keys that all readers can do without. */
  readonly optional: readonly string[]
  /** The services and stores that read it, sorted; empty for what the platform itself needs. */
  readonly readers: readonly string[]
}

interface Gathering {
  readonly type: NeededSecret['type']
  readonly keys: Set<string>
  readonly required: Set<string>
  readonly readers: Set<string>
  whole: boolean
}

/** Every Secret that somebody reads, once each, sorted by name: Secrets are shared, so they belong to the environment and not to the first who reads one. */
export function neededSecrets(model: Model): readonly NeededSecret[] {
  const gathered = new Map<string, Gathering>()

  function need(
    name: string,
    reader: string | undefined,
    keys: readonly string[] | undefined,
    { type = 'Opaque', optional = false }: { readonly type?: NeededSecret['type']; readonly optional?: boolean } = {},
  ): void {
    const secret = gathered.get(name) ?? { type, keys: new Set(), required: new Set(), readers: new Set(), whole: false }
    if (keys === undefined) secret.whole = true
    for (const key of keys ?? []) {
      secret.keys.add(key)
      if (!optional) secret.required.add(key)
    }
    if (reader !== undefined) secret.readers.add(reader)
    gathered.set(name, secret)
  }

  for (const service of Object.values(model.services)) {
    for (const { secret, key, optional } of service.secrets) need(secret, service.name, [key], { optional })
    for (const { secret } of Object.values(service.volumes))
      if (secret !== undefined) need(secret.name, service.name, secret.items && Object.keys(secret.items), { optional: secret.optional })
  }
  for (const store of Object.values(model.stores)) if (store.external === undefined) need(store.secret, store.name, store.secretKeys)
  if (model.registry?.pullSecret !== undefined && pulls(model))
    need(model.registry.pullSecret, undefined, ['.dockerconfigjson'], { type: 'kubernetes.io/dockerconfigjson' })
  if (model.ingress.issuer === undefined && model.ingress.api !== 'istio')
    for (const secret of certificateHosts(exposedHosts(model)).keys())
      need(secret, undefined, ['tls.crt', 'tls.key'], { type: 'kubernetes.io/tls' })

  return [...gathered.keys()].sort().map((name) => {
    const { type, keys, required, readers, whole } = gathered.get(name) as Gathering
    const listed = whole ? [] : [...keys].sort()
    return { name, type, keys: listed, optional: listed.filter((key) => !required.has(key)), readers: [...readers].sort() }
  })
}

/** Whether anything here is pulled from the platform's registry. */
function pulls({ services, stores, registry }: Model): boolean {
  const images = ({ versions, init, sidecars }: Service) => [...versions, ...init, ...sidecars].map(({ image }) => image)
  const all = [...Object.values(services).flatMap(images), ...Object.values(stores).map(({ image }) => image)]
  return all.some((image) => image.registry === registry?.host)
}
