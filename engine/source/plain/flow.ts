import { emptyMap } from '../places.ts'
import type { Json } from '../source.ts'
import {
  COLON,
  COMMA,
  CR,
  type Cursor,
  DEEPEST,
  DOUBLE,
  endsLine,
  giveUp,
  HASH,
  isDocumentMark,
  LF,
  LIST,
  LIST_END,
  MAP,
  MAP_END,
  nextLine,
  SINGLE,
  SPACE,
  skipSpaces,
} from './cursor.ts'
import { plainValue, readPlainText, readQuoted } from './scalars.ts'

/** A map or list in brackets; `pos` is behind it. Its lines are indented deeper than `column`, that of the block around it; the last bracket may stand at it. */
export function readFlow(cursor: Cursor, column: number): Json {
  return readBrackets(cursor, column, column)
}

/** @param last The least column of the closing bracket, when it is the first thing on its line. */
function readBrackets(cursor: Cursor, column: number, last: number): Json {
  if (++cursor.depth > DEEPEST) giveUp()
  const value = cursor.text.charCodeAt(cursor.pos) === MAP ? readFlowMap(cursor, column, last) : readFlowList(cursor, column, last)
  cursor.depth--
  return value
}

function readFlowMap(cursor: Cursor, column: number, last: number): Json {
  const map = emptyMap()
  const keys: string[] = []
  const at: number[] = []
  const start = cursor.pos++
  for (;;) {
    let code = skipToFlowContent(cursor, column, last)
    if (code === MAP_END) break
    const key = code === DOUBLE || code === SINGLE ? readQuoted(cursor) : readPlainText(cursor, true)
    if (key in map || key === '<<' || cursor.end - cursor.start > 1000) giveUp()
    const { start: keyStart, end: keyEnd } = cursor
    if (skipSpaces(cursor) !== COLON) giveUp()
    const next = cursor.text.charCodeAt(++cursor.pos)
    if (next !== SPACE && !endsLine(next)) giveUp()
    skipToFlowContent(cursor, column, column + 1)
    map[key] = readFlowValue(cursor, column)
    if (cursor.where !== undefined) {
      keys.push(key)
      at.push(keyStart, keyEnd, cursor.start, cursor.end)
    }
    code = skipToFlowContent(cursor, column, last)
    if (code === MAP_END) break
    if (code !== COMMA) giveUp()
    cursor.pos++
  }
  cursor.start = start
  cursor.end = ++cursor.pos
  cursor.where?.set(map, { start, end: cursor.end, flow: true, keys, at })
  return map
}

function readFlowList(cursor: Cursor, column: number, last: number): Json {
  const list: Json[] = []
  const at: number[] = []
  const start = cursor.pos++
  for (;;) {
    let code = skipToFlowContent(cursor, column, last)
    if (code === LIST_END) break
    list.push(readFlowValue(cursor, column))
    if (cursor.where !== undefined) at.push(cursor.start, cursor.start, cursor.start, cursor.end)
    code = skipToFlowContent(cursor, column, last)
    if (code === LIST_END) break
    if (code !== COMMA) giveUp()
    cursor.pos++
  }
  cursor.start = start
  cursor.end = ++cursor.pos
  cursor.where?.set(list, { start, end: cursor.end, flow: true, keys: [], at })
  return list
}

function readFlowValue(cursor: Cursor, column: number): Json {
  switch (cursor.text.charCodeAt(cursor.pos)) {
    case MAP:
    case LIST:
      return readBrackets(cursor, column, column + 1)
    case DOUBLE:
    case SINGLE:
      return readQuoted(cursor)
    default:
      return plainValue(readPlainText(cursor, true))
  }
}

/** Skips spaces, comments and line breaks. The first thing of a line stands deeper than `column`, a closing bracket at `last` or deeper. */
function skipToFlowContent(cursor: Cursor, column: number, last: number): number {
  let lines = 0
  for (;;) {
    const code = skipSpaces(cursor)
    const isComment = code === HASH && (lines > 0 || cursor.text.charCodeAt(cursor.pos - 1) === SPACE)
    if (!isComment && code !== LF && code !== CR) {
      const least = code === MAP_END || code === LIST_END ? last : column + 1
      if (lines > 0 && (cursor.pos - cursor.lineStart < least || isDocumentMark(cursor))) giveUp()
      return code
    }
    nextLine(cursor)
    lines++
  }
}
