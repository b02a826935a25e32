import type { Change, Edit, Pointer } from '../diagnostics/diagnostic.ts'
import { additionOf } from './edit-add.ts'
import { removalOf } from './edit-remove.ts'
import { type Found, find } from './find.ts'
import { endOfLine, startOfLine } from './lines.ts'
import type { Placed } from './places.ts'
import type { SourceFile } from './source.ts'
import { skipTrivia } from './trivia.ts'

/** A file, and a path in it. */
export interface Owned {
  readonly file: SourceFile
  readonly placed: Placed
  readonly path: readonly string[]
}

/** Replaces `[start, end)` of a text. */
export interface TextEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A change as edits. What is around it stays as it is written, comments above all. None when the change cannot be made in this text. */
export function editsOf(change: Change, ownerOf: (pointer: Pointer) => Owned): readonly Edit[] {
  if ('add' in change) {
    const { to, key, value } = change.add
    const { file, placed, path } = ownerOf(to)
    return inFile(file.path, additionOf(file.text, placed, find(placed, path), key, value))
  }
  if ('remove' in change) {
    const { file, placed, path } = ownerOf(change.remove.pointer)
    const container = find(placed, path.slice(0, -1))
    return inFile(file.path, path.length === 0 ? [] : removalOf(file.text, placed, container, find(placed, path)))
  }
  const { replace, text } = change
  if (!('pointer' in replace)) return inFile(replace.file, [{ start: replace.start, end: replace.end, text }])
  const { file, placed, path } = ownerOf(replace.pointer)
  const found = find(placed, path)
  return inFile(file.path, replace.on === 'key' ? renameOf(found, path.at(-1), text) : replacementOf(file.text, placed, found, text))
}

function inFile(file: string, edits: readonly TextEdit[]): readonly Edit[] {
  return edits.map(({ start, end, text }) => ({ file, startOffset: start, endOffset: end, text }))
}

function renameOf({ value, entry, rest }: Found, key: string | undefined, text: string): readonly TextEdit[] {
  if (entry === undefined || rest.length > 0) return []
  // A name in a list that stands for a map is its own key.
  if (entry.keyStart === entry.keyEnd) return value === key ? [{ start: entry.start, end: entry.end, text }] : []
  return [{ start: entry.keyStart, end: entry.keyEnd, text }]
}

/** Replaces a value, or the short form above it, by a text of one line. */
export function replacementOf(source: string, placed: Placed, { value, entry, rest }: Found, text: string): readonly TextEdit[] {
  const entries = typeof value === 'object' && value !== null ? placed.where.get(value) : undefined
  if (rest.length > 0 && (value === null || entries !== undefined)) return []
  if (entry === undefined) return entries === undefined ? [] : [{ start: entries.start, end: entries.end, text }]
  const { start, end } = entry
  if (start === end) return [{ start, end, text: ` ${text}` }]
  const above = startOfLine(source, start)
  // A scalar, brackets, or a block that begins on its key's or dash's line.
  if (entries === undefined || entries.flow || above <= entry.keyStart) return [{ start, end, text }]
  // A block below its key or dash goes with its lines; comments between the two stay.
  const behind = skipTrivia(source, entry.keyEnd) + 1
  if (source[behind - 1] !== ':' && source[behind - 1] !== '-') return []
  const from = endOfLine(source, startOfLine(source, above - 1))
  // Two edits at one place would have no order.
  if (from === behind) return [{ start: behind, end, text: ` ${text}` }]
  return [
    { start: behind, end: behind, text: ` ${text}` },
    { start: from, end, text: '' },
  ]
}
