import type { Pointer, Spot } from '../diagnostics/diagnostic.ts'

/** RFC 6901 §3: `~` is written `~0`, `/` is written `~1`. */
export function escapeSegment(segment: string): string {
  return segment.includes('~') || segment.includes('/') ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment
}

/** The pointer of a path: keys and indexes, from the outside in. */
export function toPointer(path: readonly (string | number)[]): Pointer {
  let pointer = ''
  for (const segment of path) pointer += `/${typeof segment === 'number' ? segment : escapeSegment(segment)}`
  return pointer
}

/** RFC 6901 §4: `~1` first, then `~0`. The pointer of the whole is the empty text. */
export function fromPointer(pointer: Pointer): string[] {
  if (pointer === '') return []
  return pointer
    .slice(1)
    .split('/')
    .map((segment) => (segment.includes('~') ? segment.replaceAll('~1', '/').replaceAll('~0', '~') : segment))
}

/** The place of a value. */
export function at(...path: readonly (string | number)[]): Spot {
  return { pointer: toPointer(path), on: 'value' }
}

/** The place of a key. */
export function atKey(...path: readonly (string | number)[]): Spot {
  return { pointer: toPointer(path), on: 'key' }
}
