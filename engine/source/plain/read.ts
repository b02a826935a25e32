import type { Where } from '../places.ts'
import type { Json } from '../source.ts'
import { readBlock } from './block.ts'
import { CR, type Cursor, DASH, finishLine, gaveUp, HASH, isDocumentMark, LF, MAP, nextLine, skipSpaces, toContent } from './cursor.ts'
import { readFlow } from './flow.ts'

/**
 * Reads the YAML that people write for a platform: maps, lists, scalars of one line, block scalars, comments. It is a reader of a subset: it answers only
 * when it is certain that the text is right and means this, and `undefined` otherwise; whoever called then asks the yaml package, which knows the whole
 * language and every mistake, and takes some thirty times as long. Tests demand that both agree on every text that this one answers for.
 *
 * @param where Filled with the places of all maps and lists when given.
 */
export function readPlain(text: string, where?: Where): Json | undefined {
  const cursor: Cursor = { text, where, pos: 0, lineStart: 0, indent: 0, depth: 0, start: 0, end: 0 }
  try {
    skipDocumentStart(cursor)
    toContent(cursor)
    const { indent } = cursor
    if (indent === -1) return undefined
    if (text.charCodeAt(cursor.pos) !== MAP) {
      const value = readBlock(cursor, indent)
      return cursor.indent === -1 ? value : undefined
    }
    const value = readFlow(cursor, -1)
    finishLine(cursor)
    return cursor.indent === -1 ? value : undefined
  } catch (error) {
    if (gaveUp(error)) return undefined
    throw error
  }
}

/** `---` may stand on a line of its own above everything but comments. */
function skipDocumentStart(cursor: Cursor): void {
  let code = skipSpaces(cursor)
  while (code === LF || code === CR || code === HASH) {
    nextLine(cursor)
    code = skipSpaces(cursor)
  }
  if (isDocumentMark(cursor) && code === DASH) {
    cursor.pos += 3
    finishLine(cursor)
  }
  cursor.pos = cursor.lineStart
}
