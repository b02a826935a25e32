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

/**
 * The value with the patch laid over it: maps merge by key, scalars and lists replace, `null` removes, and a map laid over a list of named things
 * is keyed by their names. Returns the value itself when nothing changes.
 */
export function mergePatch(value: unknown, patch: Json, list = ''): unknown {
  if (!isMap(patch)) return same(value, patch) ? value : patch
  if (Array.isArray(value)) return mergeNamed(value, patch, MERGE_KEYS[list] ?? BY_NAME)
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
    const merged = mergePatch(old, wanted, key)
    if (merged === old) continue
    after ??= { ...before }
    Object.defineProperty(after, key, { value: merged, enumerable: true, configurable: true, writable: true })
  }
  return after ?? (before === undefined ? {} : value)
}

function mergeNamed(list: readonly unknown[], patch: JsonObject, keys: readonly string[]): unknown {
  let after: unknown[] | undefined
  for (const name of Object.keys(patch)) {
    const wanted = patch[name] as Json
    const current: readonly unknown[] = after ?? list
    const index = current.findIndex((item) => isMap(item as Json) && keys.some((key) => String((item as JsonObject)[key]) === name))
    if (wanted === null) {
      if (index >= 0) after = current.filter((_, position) => position !== index)
      continue
    }
    if (index < 0) {
      after = [...current, mergePatch({ [keys[0] as string]: name }, wanted)]
      continue
    }
    const merged = mergePatch(current[index], wanted)
    if (merged !== current[index]) after = current.map((item, position) => (position === index ? merged : item))
  }
  return after ?? list
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
