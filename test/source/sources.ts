import type { Edit } from '../../engine/diagnostics/diagnostic.ts'
import { createLocator, type Locator } from '../../engine/source/locate.ts'
import { readPlaced } from '../../engine/source/placed.ts'
import type { Json, JsonObject, Source } from '../../engine/source/source.ts'

/** A platform of one file, `platform.yaml`. */
export function sourceOf(text: string): Source {
  const file = { path: 'platform.yaml', text }
  return { files: [file], value: readPlaced(text).value as JsonObject, owner: (pointer) => ({ file, pointer }) }
}

export function locatorOf(text: string): Locator {
  return createLocator(sourceOf(text))
}

/** The text with edits made. Throws when they overlap. */
export function edited(text: string, edits: readonly Edit[]): string {
  let result = text
  let end = text.length
  for (const { startOffset, endOffset, text: replacement } of [...edits].sort((a, b) => b.startOffset - a.startOffset)) {
    if (endOffset > end || startOffset > endOffset) throw new Error('edits overlap')
    result = result.slice(0, startOffset) + replacement + result.slice(endOffset)
    end = startOffset
  }
  return result
}

export type Path = readonly (string | number)[]

/** The paths of a value and everything in it. */
export function pathsOf(value: Json, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  const inside = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [path, ...inside.flatMap(([key, child]) => pathsOf(child as Json, [...path, key]))]
}

export function valueAt(value: Json, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((inside, key) => (inside as { readonly [key: string]: Json } | undefined)?.[key], value)
}

/** A value that can be changed: the same for every order of keys. */
export function canonical(value: Json): unknown {
  if (Array.isArray(value)) return value.map((item) => canonical(item as Json))
  if (typeof value !== 'object' || value === null) return value
  return new Map(Object.entries(value as JsonObject).map(([key, child]) => [key, canonical(child)]))
}
