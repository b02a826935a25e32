import { apiGroup, equal, isList, isMap, type Json, type JsonObject, type KubernetesObject } from '../../engine/sdk.ts'
import { operationsOf } from './operations.ts'

/** What makes one object of another: words that are merged into it, or, where merging can't say it, operations. */
export type Patch =
  | { readonly type: 'merge'; readonly object: KubernetesObject }
  | { readonly type: 'operations'; readonly operations: Json }

/** Lists whose items Kubernetes merges by a key instead of replacing them all. https://kubernetes.io/docs/reference/kubernetes-api/ (`patch strategy: merge`) */
const MERGED: readonly string[] = [
  'conditions',
  'containers',
  'env',
  'ephemeralContainers',
  'finalizers',
  'hostAliases',
  'imagePullSecrets',
  'initContainers',
  'matchConditions',
  'ownerReferences',
  'ports',
  'resourceClaims',
  'schedulingGates',
  'secrets',
  'topologySpreadConstraints',
  'validations',
  'volumeDevices',
  'volumeMounts',
  'volumes',
  'webhooks',
]
/** Those of them in which an item is found by its name, wherever they stand. */
const BY_NAME: readonly string[] = ['containers', 'initContainers', 'env']

/** Groups whose kinds Kustomize knows the lists of. In all others it replaces every list. */
const KNOWN: readonly string[] = [
  '',
  'apps',
  'autoscaling',
  'batch',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
]

function isKnown({ apiVersion }: KubernetesObject): boolean {
  return KNOWN.includes(apiGroup(apiVersion))
}

/** Thrown away where words can't say a difference. */
const UNSAYABLE = Symbol('unsayable')
type Said = Json | undefined | typeof UNSAYABLE

/** The patch from `before` to `after`, two objects of one name; undefined when they are equal. */
export function patchOf(before: KubernetesObject, after: KubernetesObject): Patch | undefined {
  const [from, to] = [before, after] as unknown as readonly [JsonObject, JsonObject]
  if (equal(from, to)) return undefined
  const said = before.apiVersion === after.apiVersion ? mapWords(from, to, isKnown(after)) : UNSAYABLE
  if (said === UNSAYABLE || !isMap(said)) return { type: 'operations', operations: operationsOf(from, to) }
  const { apiVersion, kind, metadata } = after
  const { metadata: more, ...rest } = said
  return { type: 'merge', object: { apiVersion, kind, metadata: { name: metadata.name, ...(isMap(more) ? more : {}) }, ...rest } }
}

/** What has to be said so that merging makes `after` of `before`; undefined for nothing. */
function words(before: Json | undefined, after: Json | undefined, key: string, known: boolean): Said {
  if (equal(before, after)) return undefined
  if (after === undefined) return null
  if (before === undefined) return hasNull(after) ? UNSAYABLE : after
  if (isMap(before) && isMap(after)) return mapWords(before, after, known)
  if (isList(before) && isList(after)) return known ? listWords(before, after, key) : hasNull(after) ? UNSAYABLE : after
  // Merging keeps the quotes of a text that a number replaces, and fails for anything else of another type.
  return after === null || typeof before === 'object' || typeof before !== typeof after ? UNSAYABLE : after
}

function mapWords(before: JsonObject, after: JsonObject, known: boolean): Said {
  const said: Record<string, Json> = {}
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const part = words(before[key], after[key], key, known)
    if (part === UNSAYABLE) return UNSAYABLE
    if (part !== undefined) said[key] = part
  }
  // An empty map can't be said: merging it changes nothing.
  return Object.keys(after).length === 0 ? UNSAYABLE : said
}

function listWords(before: readonly Json[], after: readonly Json[], key: string): Said {
  if (!MERGED.includes(key)) return hasNull(after) ? UNSAYABLE : after
  const names = after.map(nameOf)
  const isSame = BY_NAME.includes(key) && names.every((name) => name !== undefined) && equal(before.map(nameOf) as Json, names as Json)
  if (!isSame) return UNSAYABLE
  // What a patch names comes first in the result, so that everything in front of a change is named too.
  const last = after.findLastIndex((item, index) => !equal(before[index], item))
  const items: Json[] = []
  for (const [index, item] of after.slice(0, last + 1).entries()) {
    const said = words(before[index], item, '', true)
    if (said === UNSAYABLE) return UNSAYABLE
    items.push({ name: names[index] as string, ...(isMap(said) ? said : {}) })
  }
  return items
}

function nameOf(item: Json): string | undefined {
  return isMap(item) && typeof item.name === 'string' ? item.name : undefined
}

/** `null` takes away in a patch, so it can't be a value. */
function hasNull(value: Json): boolean {
  if (value === null) return true
  return typeof value === 'object' && Object.values(value).some((part: Json) => hasNull(part))
}
