import type { Range } from '../diagnostics/diagnostic.ts'
import { cellsOf, isUnseen, printable } from './printable.ts'

/** One line of a file as it can be printed, and which of its cells to mark. */
export interface ExcerptLine {
  /** From 1. */
  readonly line: number
  /** Tabs are four spaces, unseen characters are escaped, `…` stands where something was cut. */
  readonly text: string
  /** Cells of a terminal, from 0. At least one is marked, behind the end of the line if need be. */
  readonly from: number
  readonly to: number
}

/** How much to show. */
export interface ExcerptOptions {
  /** Widest line, in cells. Default 100. */
  readonly width?: number
  /** Most lines; the first ones of the range. Default 3. */
  readonly lines?: number
}

/** The lines of a range. @param lineOf Gives a line's text, without its line break (see `Locator.line`). */
export function excerpt(
  range: Range,
  lineOf: (file: string, line: number) => string,
  options: ExcerptOptions = {},
): readonly ExcerptLine[] {
  const { width = 100, lines = 3 } = options
  const last = Math.min(range.endLine, range.line + lines - 1)
  const shown: ExcerptLine[] = []
  for (let line = range.line; line <= last; line++) {
    const text = lineOf(range.file, line)
    const start = line === range.line ? range.column - 1 : text.length - text.trimStart().length
    const end = line === range.endLine ? range.endColumn - 1 : text.trimEnd().length
    // A range that ends before the first letter of a line does not mark it.
    if (line === range.line || end > start) shown.push({ line, ...fit(text, start, end, width) })
  }
  return shown
}

/** A character as it is printed. */
interface Piece {
  readonly text: string
  readonly cells: number
}

function fit(line: string, start: number, end: number, width: number): Omit<ExcerptLine, 'line'> {
  // A line may be as long as the file: what is far from the mark is not even looked at.
  const nearFrom = Math.max(0, Math.min(start, line.length) - 2 * width)
  const nearTo = Math.min(line.length, start + 2 * width)
  const pieces: Piece[] = []
  let total = 0
  let from = -1
  let to = -1
  let at = nearFrom
  for (const letter of line.slice(nearFrom, nearTo)) {
    if (at >= start && from === -1) from = total
    if (at >= end && to === -1) to = total
    const piece = pieceOf(letter)
    pieces.push(piece)
    total += piece.cells
    at += letter.length
  }
  if (from === -1) from = total
  to = Math.max(from + 1, to === -1 ? Math.max(total, from) : to)
  return cut(pieces, { total, from, to, width, before: nearFrom > 0, after: nearTo < line.length })
}

function pieceOf(letter: string): Piece {
  if (letter === '\t') return { text: '    ', cells: 4 }
  if (!isUnseen(letter)) return { text: letter, cells: cellsOf(letter) }
  const text = printable(letter)
  return { text, cells: text.length }
}

interface Window {
  readonly total: number
  readonly from: number
  readonly to: number
  readonly width: number
  /** Whether the line goes on before and after the pieces. */
  readonly before: boolean
  readonly after: boolean
}

function cut(pieces: readonly Piece[], { total, from, to, width, before, after }: Window): Omit<ExcerptLine, 'line'> {
  if (total <= width && !before && !after) return { text: textOf(pieces), from, to }
  // As much as fits of the mark, with a third of the width before it, and no empty space behind the end of the line.
  const wanted = Math.max(0, Math.min(from - Math.floor(width / 3), total - width + 1))
  const [first, skipped] = take(pieces, 0, wanted)
  const left = before || skipped > 0 ? 1 : 0
  const fits = !after && left + total - skipped <= width
  const [last] = fits ? [pieces.length] : take(pieces, first, width - 1 - left, true)
  const shown = textOf(pieces.slice(first, last))
  const moved = Math.min(from - skipped + left, width - 1)
  return {
    text: `${left === 1 ? '…' : ''}${shown}${fits ? '' : '…'}`,
    from: moved,
    to: Math.max(moved + 1, Math.min(to - skipped + left, width)),
  }
}

/** The index behind the pieces from `start` on that fill some cells, and how many they fill: at least so many, or `atMost`. */
function take(pieces: readonly Piece[], start: number, cells: number, atMost = false): readonly [index: number, filled: number] {
  let filled = 0
  let index = start
  for (; index < pieces.length; index++) {
    const next = pieces[index]?.cells ?? 0
    if (atMost ? filled + next > cells : filled >= cells) break
    filled += next
  }
  return [index, filled]
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.text).join('')
}
