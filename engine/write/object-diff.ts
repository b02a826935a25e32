import { apiGroup } from '../kinds/api-group.ts'
import { type FieldChange, fieldChanges, isMap } from './field-diff.ts'

export type { FieldChange } from './field-diff.ts'

/** What happened to one object. */
export interface ObjectChange {
  /** Kind and name, `Deployment orders`; for what is no Kubernetes object, its place in the file, `document 2`. */
  readonly object: string
  readonly namespace: string | undefined
  readonly change: 'added' | 'removed' | 'changed'
  /** Empty for an object that was added or removed. */
  readonly fields: readonly FieldChange[]
}

interface Identity {
  readonly object: string
  readonly namespace: string | undefined
}

/**
 * How one list of objects becomes another, by object and field. Objects are the same when API group, kind, namespace and name are; the order of objects, of
 * keys in a map, and versions in `apiVersion` do not matter for that. Changed and added objects come as in `after`, then the removed ones as in `before`.
 */
export function objectDiff(before: readonly unknown[], after: readonly unknown[]): readonly ObjectChange[] {
  const old = byIdentity(before)
  const changes: ObjectChange[] = []
  for (const [key, { value, identity }] of byIdentity(after)) {
    const match = old.get(key)
    old.delete(key)
    if (match === undefined) changes.push({ ...identity, change: 'added', fields: [] })
    else {
      const fields = fieldChanges(match.value, value)
      if (fields.length > 0) changes.push({ ...identity, change: 'changed', fields })
    }
  }
  for (const { identity } of old.values()) changes.push({ ...identity, change: 'removed', fields: [] })
  return changes
}

/** The nth of several with the same identity is another than the first. */
function byIdentity(objects: readonly unknown[]): Map<string, { readonly value: unknown; readonly identity: Identity }> {
  const found = new Map<string, { readonly value: unknown; readonly identity: Identity }>()
  const seen = new Map<string, number>()
  for (const [index, value] of objects.entries()) {
    const { key, ...identity } = identify(value, index)
    const times = seen.get(key) ?? 0
    seen.set(key, times + 1)
    found.set(JSON.stringify([key, times]), { value, identity })
  }
  return found
}

function identify(value: unknown, index: number): Identity & { readonly key: string } {
  const kind = textIn(value, 'kind')
  const apiVersion = textIn(value, 'apiVersion')
  if (kind === undefined || apiVersion === undefined) return { key: `${index}`, object: `document ${index + 1}`, namespace: undefined }
  const metadata = isMap(value) ? value.metadata : undefined
  const name = textIn(metadata, 'name')
  const namespace = textIn(metadata, 'namespace')
  return {
    key: JSON.stringify([apiGroup(apiVersion), kind, namespace, name]),
    object: name === undefined ? kind : `${kind} ${name}`,
    namespace,
  }
}

function textIn(value: unknown, key: string): string | undefined {
  const text = isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined
  return typeof text === 'string' ? text : undefined
}
