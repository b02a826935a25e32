import { isMap, type Json, type JsonObject, type KubernetesObject, type Model } from '../../engine/sdk.ts'

/** An entry of `images`: another tag or digest for every container with an image of that name. */
export interface ImageChange {
  readonly name: string
  readonly newTag?: string
  readonly digest?: string
}

/** Which images overlays say by name, as people and `kustomize edit set image` do. */
export interface Images {
  /** An object of the base, with the images that the overlay of an environment gives it. */
  readonly replaced: (before: KubernetesObject, after: KubernetesObject, environment: number) => KubernetesObject
  readonly of: (environment: number) => readonly ImageChange[]
}

/**
 * Images that the platform builds, whose name nobody else uses, and which have one tag in each environment: a name stands for all containers that have it.
 * All others stay with the patches.
 */
export function createImages(models: readonly Model[]): Images {
  const changes = models.map(() => new Map<string, ImageChange>())
  const plain = singular(models)

  function replaced(before: KubernetesObject, after: KubernetesObject, environment: number): KubernetesObject {
    const wanted = new Map(
      imagesIn(after as unknown as Json).flatMap((reference) => {
        const name = nameOf(reference)
        return plain.has(name) ? [[name, reference] as const] : []
      }),
    )
    if (wanted.size === 0) return before
    return walk(before as unknown as Json, (reference) => {
      const name = nameOf(reference)
      const other = wanted.get(name)
      if (other === undefined || other === reference) return reference
      changes[environment]?.set(name, changeTo(name, other))
      return other
    }) as unknown as KubernetesObject
  }

  return {
    replaced,
    of: (environment) => [...(changes[environment]?.values() ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

/** Names of own images that one service uses alone, with one tag in each environment. */
function singular(models: readonly Model[]): ReadonlySet<string> {
  const owners = new Map<string, Set<string>>()
  const twice = new Set<string>()
  for (const { services } of models)
    for (const service of Object.values(services)) {
      const seen = new Map<string, string>()
      for (const { image } of [...service.versions, ...service.init, ...service.sidecars]) {
        const name = `${image.registry}/${image.repository}`
        const known = owners.get(name) ?? new Set()
        owners.set(name, known.add(service.name))
        if (!image.own || (seen.get(name) ?? image.reference) !== image.reference) twice.add(name)
        seen.set(name, image.reference)
      }
    }
  return new Set([...owners].flatMap(([name, { size }]) => (size === 1 && !twice.has(name) ? [name] : [])))
}

function changeTo(name: string, reference: string): ImageChange {
  const [rest, digest] = reference.slice(name.length).split('@')
  const tag = rest?.startsWith(':') ? rest.slice(1) : undefined
  return { name, ...(tag === undefined ? {} : { newTag: tag }), ...(digest === undefined ? {} : { digest }) }
}

/** A reference without tag and digest. A `:` before the last `/` belongs to the port of the registry. */
function nameOf(reference: string): string {
  const [path = ''] = reference.split('@')
  const colon = path.lastIndexOf(':')
  return colon > path.lastIndexOf('/') ? path.slice(0, colon) : path
}

/** The images of all containers, as Kustomize finds them. */
function imagesIn(value: Json): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]: [string, Json]) => {
    if (!isContainers(key, part)) return imagesIn(part)
    return part.flatMap((item) => (isMap(item) && typeof item.image === 'string' ? [item.image] : []))
  })
}

function isContainers(key: string, part: Json): part is readonly Json[] {
  return (key === 'containers' || key === 'initContainers') && Array.isArray(part)
}

/** Changes the image of every container, as Kustomize finds them. */
function walk(value: Json, change: (reference: string) => string): Json {
  if (Array.isArray(value)) return value.map((item: Json) => walk(item, change))
  if (typeof value !== 'object' || value === null) return value
  const map = value as JsonObject
  return Object.fromEntries(
    Object.entries(map).map(([key, part]) => [
      key,
      isContainers(key, part) ? part.map((item) => container(item, change)) : walk(part, change),
    ]),
  )
}

function container(item: Json, change: (reference: string) => string): Json {
  if (!isMap(item)) return item
  const { image } = item
  return typeof image === 'string' ? { ...item, image: change(image) } : item
}
