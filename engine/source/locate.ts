import type { Change, Edit, Place, Pointer, Range, Span, Spot } from '../diagnostics/diagnostic.ts'
import { editsOf } from './edit.ts'
import { countOf, type Entry, entryAt, type Found, find } from './find.ts'
import { lineStarts, positionOf } from './lines.ts'
import { readPlaced } from './placed.ts'
import type { Placed } from './places.ts'
import { fromPointer } from './pointer.ts'
import type { Json, Source, SourceFile } from './source.ts'
import { trimBreaks } from './trivia.ts'

/** Answers where things are. Every file is read at most once, and only when somebody asks for something in it. */
export interface Locator {
  /**
   * The characters to underline for a place. Scalars and flow collections: the value itself. Block maps and lists: the key that holds them.
   * What is not written: the nearest thing above it that is, its key, or its value where that is the short form of a map.
   */
  readonly span: (place: Place) => Span
  readonly range: (span: Span) => Range
  /** The change as edits of the files; none when it cannot be made there. They do not overlap. */
  readonly edits: (change: Change) => readonly Edit[]
  /** A line of a file, from 1, without its line break; empty when there is none. */
  readonly line: (file: string, line: number) => string
}

/** @param source `undefined` when not even platform.yaml could be read: then every span is taken as it is, and stands in the first line. */
export function createLocator(source: Source | undefined): Locator {
  const files = new Map(source?.files.map((file) => [file.path, file]))
  const starts = new Map<string, readonly number[]>()
  const placed = new Map<SourceFile, Placed>()

  const text = (path: string): string => files.get(path)?.text ?? ''

  function linesOf(path: string): readonly number[] {
    const known = starts.get(path)
    if (known !== undefined) return known
    const found = lineStarts(text(path))
    starts.set(path, found)
    return found
  }

  function placedOf(file: SourceFile): Placed {
    const known = placed.get(file)
    if (known !== undefined) return known
    const read = readPlaced(file.text)
    placed.set(file, read)
    return read
  }

  function ownerOf(pointer: Pointer) {
    if (source === undefined) throw new Error(`there is no source to find ${pointer || 'the root'} in`)
    const { file, pointer: inside } = source.owner(pointer)
    return { file, placed: placedOf(file), path: fromPointer(inside) }
  }

  function spanOf(spot: Spot): Span {
    const { file, placed, path } = ownerOf(spot.pointer)
    return { file: file.path, ...extentOf(placed, find(placed, path), spot.on) }
  }

  function lineOf(path: string, line: number): string {
    const whole = text(path)
    const lines = linesOf(path)
    const start = lines[line - 1] ?? whole.length
    return whole.slice(start, trimBreaks(whole, start, lines[line] ?? whole.length))
  }

  return {
    line: lineOf,
    span: (place) => ('pointer' in place ? spanOf(place) : place),
    range: ({ file, start, end }) => {
      const { length } = text(file)
      const from = positionOf(linesOf(file), Math.min(start, length))
      const to = positionOf(linesOf(file), Math.min(end, length))
      return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
    },
    edits: (change) => editsOf(change, ownerOf),
  }
}

/** The characters of one place. Who asks more than once makes a locator. */
export function locate(source: Source, place: Place): Span {
  return createLocator(source).span(place)
}

/** The place of a value in one file. */
export function spanIn(file: SourceFile, placed: Placed, pointer: Pointer, on: Spot['on']): Span {
  return { file: file.path, ...extentOf(placed, find(placed, fromPointer(pointer)), on) }
}

interface Extent {
  readonly start: number
  readonly end: number
}

/** The characters to underline, see `Locator.span`. */
function extentOf(placed: Placed, found: Found, on: Spot['on']): Extent {
  const { start, end } = underlined(placed, found, on)
  return { start, end }
}

function underlined(placed: Placed, { value, entry, rest }: Found, on: Spot['on']): Extent {
  if (entry === undefined) return beginningOf(placed, value)
  const isScalar = typeof value !== 'object' || value === null
  const showsValue = rest.length > 0 ? isScalar : on === 'value' && (isScalar || placed.where.get(value)?.flow === true)
  return showsValue && entry.start < entry.end ? entry : keyOf(placed, value, entry)
}

/** The key; for a list item its first key or the item itself, and the dash when nothing is behind it. */
function keyOf(placed: Placed, value: Json, entry: Entry): Extent {
  if (entry.keyStart < entry.keyEnd) return { start: entry.keyStart, end: entry.keyEnd }
  if (typeof value === 'object' && value !== null && placed.where.get(value)?.flow === false) return beginningOf(placed, value)
  return entry.start < entry.end ? entry : { start: entry.keyStart, end: entry.keyStart + 1 }
}

function beginningOf(placed: Placed, value: Json): Extent {
  const entries = typeof value === 'object' && value !== null ? placed.where.get(value) : undefined
  if (entries === undefined) return { start: 0, end: 0 }
  if (entries.flow || countOf(entries) === 0) return entries
  const first = Array.isArray(value) ? value[0] : (value as { readonly [key: string]: Json })[entries.keys[0] ?? '']
  return keyOf(placed, first ?? null, entryAt(entries, 0))
}
