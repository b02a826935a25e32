import type { Json, JsonObject } from '../source/source.ts'

/** By what the entries of a list are known, where it is not their `name`: the merge keys of Kubernetes' own strategic merge. */
const MERGE_KEYS: { readonly [list: string]: readonly string[] } = {
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  ports: ['name', 'port', 'containerPort'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey'],
  tolerations: ['key'],
}
const BY_NAME: readonly string[] = ['name']

/** Lists of a pod that an object may be without. A map that is laid over one of them is keyed by names there, too. */
const LISTS: ReadonlySet<string> = new Set([
  ...Object.keys(MERGE_KEYS),
  'containers',
  'env',
  'ephemeralContainers',
  'imagePullSecrets',
  'initContainers',
  'volumeClaimTemplates',
  'volumes',
])
const EMPTY: readonly unknown[] = Object.freeze([])

/**
 * The value with the patch laid over it: maps merge by key, scalars and lists replace, `null` removes, and a map laid over a list of named things
 * is keyed by their names. Returns the value itself when nothing changes.
 */
export function mergePatch(value: unknown, patch: Json, list = ''): unknown {
  if (!isMap(patch)) return same(value, patch) ? value : patch
  if (Array.isArray(value)) return mergeNamed(value, patch, list)
  const before = isMap(value) ? value : undefined
  let after: Record<string, unknown> | undefined
  for (const key of Object.keys(patch)) {
    const wanted = patch[key] as Json
    const old = before !== undefined && Object.hasOwn(before, key) ? before[key] : undefined
    if (wanted === null) {
      if (old === undefined) continue
      after ??= { ...before }
      delete after[key]
      continue
    }
    const base = old === undefined && LISTS.has(key) && isMap(wanted) ? EMPTY : old
    const merged = mergePatch(base, wanted, key)
    if (merged === base) continue
    after ??= { ...before }
    Object.defineProperty(after, key, { value: merged, enumerable: true, configurable: true, writable: true })
  }
  return after ?? (before === undefined ? {} : value)
}

function mergeNamed(list: readonly unknown[], patch: JsonObject, of: string): unknown {
  const keys = Object.hasOwn(MERGE_KEYS, of) ? (MERGE_KEYS[of] as readonly string[]) : BY_NAME
  let after: unknown[] | undefined
  for (const name of Object.keys(patch)) {
    const wanted = patch[name] as Json
    const current: readonly unknown[] = after ?? list
    const index = current.findIndex((item) => isCalled(item, name, keys))
    if (wanted === null) {
      if (index >= 0) after = current.filter((_, position) => position !== index)
      continue
    }
    if (index < 0) {
      after = [...current, isCalled(wanted, name, keys) ? mergePatch({}, wanted) : mergePatch(named(name, of, keys), wanted)]
      continue
    }
    const merged = mergePatch(current[index], wanted)
    if (merged !== current[index]) after = current.map((item, position) => (position === index ? merged : item))
  }
  return after ?? list
}

/** Claims of a StatefulSet are whole objects, whose name is among their metadata. */
function isCalled(item: unknown, name: string, keys: readonly string[]): boolean {
  if (!isMap(item)) return false
  if (keys.some((key) => Object.hasOwn(item, key) && String(item[key]) === name)) return true
  return isMap(item.metadata) && item.metadata.name === name
}

function named(name: string, of: string, keys: readonly string[]): JsonObject {
  return of === 'volumeClaimTemplates' ? { metadata: { name } } : { [keys[0] as string]: name }
}

function isMap(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function same(a: unknown, b: Json): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => same(item, b[index] as Json))
  if (isMap(a) && isMap(b)) {
    const keys = Object.keys(a)
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key] as Json))
  }
  return false
}
