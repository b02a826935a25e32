import type { Json, JsonObject } from '../../../engine/source/source.ts'

export type Path = readonly (string | number)[]

/** A copy of the value in which another one stands at the path. What is not on the way is shared. */
export function setIn(value: Json, path: Path, other: Json): Json {
  const [head, ...rest] = path
  if (head === undefined) return other
  return change(value, head, (inner) => setIn(inner, rest, other))
}

/** A copy of the value without the entry that the path names. */
export function removeIn(value: Json, path: Path): Json {
  const [head, ...rest] = path
  if (head === undefined) throw new Error('nothing would be left')
  if (rest.length > 0) return change(value, head, (inner) => removeIn(inner, rest))
  if (Array.isArray(value)) return value.filter((_, index) => index !== head)
  const copy = copyOf(value)
  delete copy[String(head)]
  return copy
}

function change(value: Json, key: string | number, work: (inner: Json) => Json): Json {
  if (Array.isArray(value)) return value.map((item: Json, index) => (index === key ? work(item) : item))
  const copy = copyOf(value)
  copy[String(key)] = work(copy[String(key)] as Json)
  return copy
}

/** Maps of a source have no prototype. */
function copyOf(value: Json): { [key: string]: Json } {
  if (!isMap(value)) throw new Error('no map')
  return Object.assign(Object.create(null) as { [key: string]: Json }, value)
}

export function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
