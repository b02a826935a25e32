import { apiGroup } from '../../kinds/api-group.ts'
import { child } from '../../source/json.ts'
import type { Json, JsonObject } from '../../source/source.ts'
import type { Result } from './resource-list.ts'

/**
 * The items of a list with what was rendered now: objects of the same identity are replaced, what this platform rendered before and no longer has goes, and
 * everything else stays as it is.
 */
export function replaceItems(
  items: readonly JsonObject[],
  rendered: readonly JsonObject[],
  platform: string,
): { readonly items: readonly JsonObject[]; readonly results: readonly Result[] } {
  const made = new Set(rendered.map(identity))
  const results: Result[] = []
  const kept = items.filter((item) => {
    if (made.has(identity(item))) return false
    if (!isOwn(item, platform)) return true
    results.push({
      message: `${text(item.kind)} \`${text(child(item.metadata, 'name'))}\` is no longer rendered, and removed`,
      severity: 'info',
    })
    return false
  })
  return { items: [...kept, ...rendered], results }
}

function identity(item: JsonObject): string {
  return [apiGroup(text(item.apiVersion)), item.kind, child(item.metadata, 'namespace'), child(item.metadata, 'name')].map(text).join('\n')
}

function isOwn(item: JsonObject, platform: string): boolean {
  const labels = child(item.metadata, 'labels')
  return child(labels, 'app.kubernetes.io/managed-by') === 'platgen' && child(labels, 'app.kubernetes.io/part-of') === platform
}

function text(value: Json | undefined): string {
  return value === undefined ? '' : String(value)
}
