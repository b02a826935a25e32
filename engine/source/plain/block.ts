import { emptyMap } from '../places.ts'
import type { Json } from '../source.ts'
import { readBlockScalar } from './block-scalar.ts'
import {
  COLON,
  type Cursor,
  DASH,
  DEEPEST,
  DOUBLE,
  endsLine,
  FOLDED,
  finishLine,
  giveUp,
  HASH,
  LIST,
  LITERAL,
  MAP,
  SINGLE,
  SPACE,
  skipSpaces,
} from './cursor.ts'
import { readFlow } from './flow.ts'
import { plainValue, readPlainText, readQuoted } from './scalars.ts'

/** A map or list in block style whose first entry stands at `pos`, `column` spaces from the line's start. Afterwards `pos` is at the next thing that is not its own. */
export function readBlock(cursor: Cursor, column: number): Json {
  if (isDash(cursor)) return readList(cursor, column)
  const key = readKey(cursor)
  if (cursor.text.charCodeAt(cursor.pos) !== COLON) giveUp()
  return readMap(cursor, column, key)
}

function isDash({ text, pos }: Cursor): boolean {
  if (text.charCodeAt(pos) !== DASH) return false
  const next = text.charCodeAt(pos + 1)
  return next === SPACE || endsLine(next)
}

/** A key, or the scalar that it turns out to be; it is one when a colon follows at `pos`. */
function readKey(cursor: Cursor): string {
  const code = cursor.text.charCodeAt(cursor.pos)
  return code === DOUBLE || code === SINGLE ? readQuoted(cursor) : readPlainText(cursor, false)
}

/** A map whose first key has been read; `pos` is at its colon. */
function readMap(cursor: Cursor, column: number, first: string): Json {
  if (++cursor.depth > DEEPEST) giveUp()
  const map = emptyMap()
  const keys: string[] = []
  const at: number[] = []
  const start = cursor.start
  let key = first
  for (;;) {
    const { start: keyStart, end: keyEnd } = cursor
    if (key in map || key === '<<' || keyEnd - keyStart > 1000) giveUp()
    map[key] = readMapValue(cursor, column)
    if (cursor.where !== undefined) {
      keys.push(key)
      at.push(keyStart, keyEnd, cursor.start, cursor.end)
    }
    if (cursor.indent < column) break
    if (cursor.indent > column || isDash(cursor)) giveUp()
    key = readKey(cursor)
    if (cursor.text.charCodeAt(cursor.pos) !== COLON) giveUp()
  }
  cursor.depth--
  cursor.start = start
  cursor.where?.set(map, { start, end: cursor.end, flow: false, keys, at })
  return map
}

/** What stands behind a colon at `pos`, on its line or below. */
function readMapValue(cursor: Cursor, column: number): Json {
  const behind = ++cursor.pos
  const code = skipSpaces(cursor)
  if (!endsLine(code) && code !== HASH) {
    // The colon is followed by a space: readPlainText ended there. A quoted key asks again.
    if (cursor.pos === behind) giveUp()
    return readInline(cursor, column)
  }
  finishLine(cursor)
  // The items of a list may stand directly below its key (YAML 1.2 §8.2.2, “compact” form).
  if (cursor.indent > column || (cursor.indent === column && isDash(cursor))) return readBlock(cursor, cursor.indent)
  cursor.start = cursor.end = behind
  return null
}

function readList(cursor: Cursor, column: number): Json {
  if (++cursor.depth > DEEPEST) giveUp()
  const list: Json[] = []
  const at: number[] = []
  const start = cursor.pos
  do {
    const dash = cursor.pos
    list.push(readItem(cursor, column))
    if (cursor.where !== undefined) at.push(dash, dash, cursor.start, cursor.end)
    if (cursor.indent > column) giveUp()
  } while (cursor.indent === column && isDash(cursor))
  cursor.depth--
  cursor.start = start
  cursor.where?.set(list, { start, end: cursor.end, flow: false, keys: [], at })
  return list
}

/** What stands behind a dash at `pos`: a value, a map or list that begins on the same line, or one below. */
function readItem(cursor: Cursor, column: number): Json {
  const behind = ++cursor.pos
  const code = skipSpaces(cursor)
  if (endsLine(code) || code === HASH) {
    finishLine(cursor)
    if (cursor.indent > column) return readBlock(cursor, cursor.indent)
    cursor.start = cursor.end = behind
    return null
  }
  const inside = cursor.pos - cursor.lineStart
  if (isDash(cursor)) return readList(cursor, inside)
  if (!startsInline(code)) {
    const text = readKey(cursor)
    if (cursor.text.charCodeAt(cursor.pos) === COLON) return readMap(cursor, inside, text)
    const value = code === DOUBLE || code === SINGLE ? text : plainValue(text)
    finishLine(cursor)
    return value
  }
  return readInline(cursor, column)
}

/** Whether a value begins that cannot be a key. */
function startsInline(code: number): boolean {
  return code === MAP || code === LIST || code === LITERAL || code === FOLDED
}

/** A value that begins on its key's line. A deeper line below it would go on with it; whoever comes back to `column` sees to that. */
function readInline(cursor: Cursor, column: number): Json {
  const code = cursor.text.charCodeAt(cursor.pos)
  if (code === LITERAL || code === FOLDED) return readBlockScalar(cursor, column)
  const value = readOneLiner(cursor, code, column)
  if (cursor.text.charCodeAt(cursor.pos) === COLON) giveUp()
  finishLine(cursor)
  return value
}

function readOneLiner(cursor: Cursor, code: number, column: number): Json {
  if (code === MAP || code === LIST) return readFlow(cursor, column)
  if (code === DOUBLE || code === SINGLE) return readQuoted(cursor)
  return plainValue(readPlainText(cursor, false))
}
