import { equal, isList, isMap, type Json } from '../../engine/sdk.ts'

/** RFC 6902 operations that make `after` of `before`: each map key for itself, lists as a whole unless they are equally long. */
export function operationsOf(before: Json, after: Json): Json {
  return [...steps(before, after, '')]
}

function* steps(before: Json, after: Json, path: string): Iterable<Json> {
  if (equal(before, after)) return
  if (isMap(before) && isMap(after)) {
    for (const key of Object.keys(before)) if (!Object.hasOwn(after, key)) yield { op: 'remove', path: `${path}/${escaped(key)}` }
    for (const [key, value] of Object.entries(after)) {
      const inner = `${path}/${escaped(key)}`
      if (Object.hasOwn(before, key)) yield* steps(before[key] as Json, value, inner)
      else yield { op: 'add', path: inner, value }
    }
  } else if (isList(before) && isList(after) && before.length === after.length)
    for (const [index, value] of after.entries()) yield* steps(before[index] as Json, value, `${path}/${index}`)
  else yield { op: 'replace', path, value: after }
}

/** RFC 6901. */
function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
