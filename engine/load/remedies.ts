import type { TextEdit } from '../source/edit.ts'
import { endOfLine, startOfLine } from '../source/lines.ts'
import { quoted, type Remedy } from './diagnosis.ts'

/** Puts a part of the text in quotes; quotes that it has already become letters, unless they stand around all of it. */
export function putInQuotes(text: string, start: number, end: number): Remedy {
  const written = text.slice(start, end)
  const [first = ''] = written
  const isQuoted = (first === '"' || first === "'") && written.length > 1 && written.endsWith(first) && !written.includes('\\')
  const content = isQuoted ? written.slice(1, -1) : written
  const replacement = JSON.stringify(content)
  return { message: `put it in quotes: \`${quoted(replacement)}\``, edits: [{ start, end, text: replacement }] }
}

/** Adds a sign. */
export function insert(at: number, sign: string): Remedy {
  return { message: sign === ' ' ? 'add a space' : `add \`${sign}\``, edits: [{ start: at, end: at, text: sign }] }
}

/** Takes a sign away. */
export function take(text: string, start: number, end: number): Remedy {
  return { message: `take \`${text.slice(start, end)}\` away`, edits: [{ start, end, text: '' }] }
}

/** Writes something else. */
export function write(start: number, end: number, replacement: string): Remedy {
  return { message: `write \`${quoted(replacement)}\``, edits: [{ start, end, text: replacement }] }
}

/** Lines above that are looked at, and lines of a block that are moved. */
const NEAR = 50

/** Gives the line of `offset`, and the deeper ones below it, the indentation of a line above: the nearest one first, by columns. */
export function indentLikeAbove(text: string, offset: number): readonly Remedy[] {
  const line = startOfLine(text, offset)
  const own = indentOf(text, line)
  const columns = new Set<number>()
  let above = line
  for (let count = 0; above > 0 && count < NEAR; count++) {
    above = startOfLine(text, above - 1)
    if (isContent(text, above)) {
      columns.add(indentOf(text, above))
      columns.add(indentOf(text, above) + 2)
    }
  }
  return [...columns]
    .filter((column) => column !== own)
    .sort((a, b) => Math.abs(a - own) - Math.abs(b - own) || a - b)
    .slice(0, 4)
    .map((column) => ({
      message: column === 0 ? 'do not indent it' : `indent it by ${column} spaces`,
      edits: blockAt(text, line).map((start) => indentBy(text, start, column - own)),
    }))
}

/** The starts of a line and of the deeper lines below it. */
function blockAt(text: string, line: number): readonly number[] {
  const own = indentOf(text, line)
  const starts = [line]
  let next = endOfLine(text, line)
  while (starts.length < NEAR) {
    const feed = text.indexOf('\n', next)
    if (feed === -1) return starts
    const start = feed + 1
    if (isContent(text, start)) {
      if (indentOf(text, start) <= own) return starts
      starts.push(start)
    }
    next = start
  }
  return starts
}

function indentBy(text: string, line: number, change: number): TextEdit {
  const own = indentOf(text, line)
  return { start: line, end: line + own, text: ' '.repeat(Math.max(0, own + change)) }
}

/** Leading spaces of the line that begins at an offset. */
export function indentOf(text: string, line: number): number {
  let at = line
  while (text[at] === ' ') at++
  return at - line
}

/** Whether a line holds more than space and a comment. */
export function isContent(text: string, line: number): boolean {
  return /^[ \t]*[^ \t\r\n#]/.test(text.slice(line, endOfLine(text, line)))
}
