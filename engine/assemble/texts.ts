import { readFileSync, realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Report } from '../diagnostics/diagnostic.ts'
import { toPointer } from '../source/pointer.ts'
import type { Json } from '../source/source.ts'
import { templateNotFound } from './diagnostics.ts'

/** Kubernetes keeps at most 1 MiB in a ConfigMap. */
const MOST_BYTES = 1 << 20

/** Why a text can't be had. */
export interface Unreadable {
  readonly reason: string
}

/** Reads one text by its path, relative to the folder of platform.yaml. */
export type ReadText = (path: string) => string | Unreadable

/** Reads texts below the folder of platform.yaml, and nowhere else, whatever links say. */
export function textReader(folder: string): ReadText {
  return (path) => {
    try {
      const root = realpathSync(folder)
      const file = realpathSync(join(folder, path))
      if (!file.startsWith(root + sep)) return { reason: 'it is outside of the folder of platform.yaml' }
      const { size } = statSync(file)
      if (!statSync(file).isFile()) return { reason: 'it is not a file' }
      if (size > MOST_BYTES) return { reason: `it has ${size} bytes, and 1 MiB is the most` }
      return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
    } catch (error) {
      if (error instanceof TypeError) return { reason: 'it is not UTF-8 text' }
      return { reason: 'there is no such file' }
    }
  }
}

/** The user's templates of one renderer: `templates: {NAME: PATH}`. */
export function readTexts(
  output: string,
  templates: Json | undefined,
  read: ReadText,
  report: Report,
): ReadonlyMap<string, { readonly text: string; readonly pointer: string }> {
  const texts = new Map<string, { readonly text: string; readonly pointer: string }>()
  if (typeof templates !== 'object' || templates === null || Array.isArray(templates)) return texts
  for (const [name, path] of Object.entries(templates as { readonly [name: string]: Json })) {
    const pointer = toPointer(['outputs', output, 'templates', name])
    const text = typeof path === 'string' ? read(path) : { reason: 'it is not a path' }
    if (typeof text === 'string') texts.set(name, { text, pointer })
    else report(templateNotFound, { pointer, on: 'value' }, { path: String(path), reason: text.reason })
  }
  return texts
}
