import { CR, type Cursor, DASH, endsLine, FOLDED, giveUp, HASH, LF, nextLine, SPACE, skipSpaces, TAB, toContent } from './cursor.ts'

/** A text after `|` or `>`, with or without `-`. Its lines are indented deeper than `column`. Other headers and lines of spaces alone are left to others. */
export function readBlockScalar(cursor: Cursor, column: number): string {
  const { text } = cursor
  const start = cursor.pos
  const folded = text.charCodeAt(cursor.pos++) === FOLDED
  const strip = text.charCodeAt(cursor.pos) === DASH
  if (strip) cursor.pos++
  const behind = cursor.pos
  const code = skipSpaces(cursor)
  if (!endsLine(code) && !(code === HASH && cursor.pos > behind)) giveUp()
  nextLine(cursor)
  const lines = readLines(cursor, column)
  let end = cursor.end
  if (text.charCodeAt(end - 1) === CR) end--
  toContent(cursor)
  cursor.start = start
  cursor.end = end
  const value = folded ? fold(lines) : lines.join('\n')
  return strip ? value : `${value}\n`
}

/** The lines without their indentation and without the empty ones at the end; `pos` is at the start of the line below, `end` behind the last. */
function readLines(cursor: Cursor, column: number): string[] {
  const { text } = cursor
  const lines: string[] = []
  let indent = -1
  let empty = 0
  for (;;) {
    const code = skipSpaces(cursor)
    const spaces = cursor.pos - cursor.lineStart
    if (endsLine(code)) {
      if (spaces > 0) giveUp()
      if (Number.isNaN(code)) break
      empty++
      nextLine(cursor)
      continue
    }
    if (indent === -1 ? spaces <= column : spaces < indent) break
    if (indent === -1) indent = spaces
    for (; empty > 0; empty--) lines.push('')
    const from = cursor.lineStart + indent
    nextLine(cursor)
    cursor.end = text.charCodeAt(cursor.pos - 1) === LF ? cursor.pos - 1 : cursor.pos
    lines.push(text.slice(from, text.charCodeAt(cursor.end - 1) === CR ? cursor.end - 1 : cursor.end))
  }
  if (indent === -1) giveUp()
  cursor.pos = cursor.lineStart
  return lines
}

/** Folding (YAML 1.2 §6.5): a line break becomes a space, empty lines become line breaks. Deeper lines have rules of their own. */
function fold(lines: readonly string[]): string {
  let value = ''
  let between = ''
  for (const line of lines) {
    const first = line.charCodeAt(0)
    if (first === SPACE || first === TAB) giveUp()
    if (line === '') between = between === ' ' ? '\n' : `${between}\n`
    else {
      value += between + line
      between = ' '
    }
  }
  return value
}
