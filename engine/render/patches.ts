import type { WrittenPatches, WrittenPlatform } from '../../schema/generated/written.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import type { Model } from '../resolve/model.ts'
import type { Json } from '../source/source.ts'
import type { KubernetesObject } from './artifact.ts'
import { patchBreaksIdentity, patchChangesNothing, patchMatchesNothing } from './diagnostics.ts'
import { mergePatch } from './merge-patch.ts'

/** The user's patches, as one run applies them. */
export interface Patches {
  readonly apply: (
    object: KubernetesObject,
    context: { readonly renderer: string; readonly owner: string | undefined; readonly model: Model },
  ) => KubernetesObject
  /** To be called after the last object: tells the patches that matched nothing or changed nothing. */
  readonly finish: () => void
}

const IDENTITY: readonly (readonly string[])[] = [['apiVersion'], ['kind'], ['metadata', 'name'], ['metadata', 'namespace']]

/** The user's last word on objects. */
export function createPatches(platform: WrittenPlatform, report: Report): Patches {
  const patches = (platform.patches ?? []).map((patch, index) => ({ patch, index, matched: false, changed: false }))
  for (const { patch, index } of patches)
    for (const path of IDENTITY)
      if (has(patch.merge as Json, path))
        report(patchBreaksIdentity, { pointer: `/patches/${index}/merge/${path.join('/')}`, on: 'key' }, { field: path.join('.') })

  return {
    apply(object, context) {
      let patched = object
      for (const entry of patches) {
        if (!selects(entry.patch.select, object, context)) continue
        entry.matched = true
        const next = mergePatch(patched, entry.patch.merge as Json) as unknown as KubernetesObject
        if (next === patched) continue
        entry.changed = true
        patched = entry.patch.reason === undefined ? next : withReason(next, entry.patch.reason)
      }
      return patched
    },
    finish() {
      for (const { patch, index, matched, changed } of patches) {
        if (!matched) report(patchMatchesNothing, { pointer: `/patches/${index}/select`, on: 'key' }, { select: describe(patch.select) })
        else if (!changed) report(patchChangesNothing, { pointer: `/patches/${index}/merge`, on: 'key' }, {})
      }
    },
  }
}

/** Says on the object why it is not as platgen would have it. */
const REASON = 'platgen.dev/patched'

function withReason(object: KubernetesObject, reason: string): KubernetesObject {
  const before = object.metadata.annotations?.[REASON]
  const annotations = { ...object.metadata.annotations, [REASON]: before === undefined ? reason : `${before}; ${reason}` }
  return { ...object, metadata: { ...object.metadata, annotations } }
}

type Select = WrittenPatches[number]['select']

function selects(
  select: Select,
  object: KubernetesObject,
  { renderer, owner, model }: { readonly renderer: string; readonly owner: string | undefined; readonly model: Model },
): boolean {
  return (
    (select.kind === undefined || select.kind === object.kind) &&
    (select.apiVersion === undefined || select.apiVersion === object.apiVersion) &&
    (select.name === undefined || select.name === object.metadata.name) &&
    (select.service === undefined || select.service === owner) &&
    (select.environment === undefined || select.environment === model.environment.name) &&
    (select.renderer === undefined || select.renderer === renderer)
  )
}

function describe(select: Select): string {
  return Object.entries(select)
    .map(([key, value]) => `${key} \`${value}\``)
    .join(', ')
}

function has(value: Json, path: readonly string[]): boolean {
  let current: Json | undefined = value
  for (const key of path) {
    if (typeof current !== 'object' || current === null || Array.isArray(current) || !Object.hasOwn(current, key)) return false
    current = (current as { readonly [key: string]: Json })[key]
  }
  return true
}
