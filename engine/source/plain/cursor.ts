import type { Where } from '../places.ts'

/** Where a reader stands. One object is shared by all functions of this folder and changed by them. */
export interface Cursor {
  readonly text: string
  /** Filled when places are wanted. */
  readonly where: Where | undefined
  pos: number
  /** Start of the line of `pos`, and its number of leading spaces. */
  lineStart: number
  indent: number
  /** How many maps and lists are open. */
  depth: number
  /** The extent of the value that was read last. */
  start: number
  end: number
}

/** The deepest nesting of maps and lists that is read. A platform needs a tenth of it; every recursion stays far from the end of the stack. */
export const DEEPEST = 100

const UNSURE = Symbol('unsure')

/** Gives up: the text is not plain, or not right, and somebody else has to read it. */
export function giveUp(): never {
  throw UNSURE
}

/** Whether an error is what `giveUp` throws. */
export function gaveUp(error: unknown): boolean {
  return error === UNSURE
}

export const TAB = 9
export const LF = 10
export const CR = 13
export const SPACE = 32
export const DOUBLE = 34
export const HASH = 35
export const SINGLE = 39
export const COMMA = 44
export const DASH = 45
export const COLON = 58
export const FOLDED = 62
export const LIST = 91
export const BACKSLASH = 92
export const LIST_END = 93
export const MAP = 123
export const LITERAL = 124
export const MAP_END = 125

/** Whether a character code is a line's end, or the text's (NaN). A carriage return alone never gets here. */
export function endsLine(code: number): boolean {
  return code === LF || code === CR || Number.isNaN(code)
}

/** Goes to the next character that is no space, and gives its code: NaN at the end of the text. */
export function skipSpaces(cursor: Cursor): number {
  const { text } = cursor
  let code = text.charCodeAt(cursor.pos)
  while (code === SPACE) code = text.charCodeAt(++cursor.pos)
  return code
}

/** Skips what may stand behind a value on its line, a comment at most, and goes to the next line that holds something. */
export function finishLine(cursor: Cursor): void {
  const code = skipSpaces(cursor)
  if (!endsLine(code) && !(code === HASH && cursor.text.charCodeAt(cursor.pos - 1) === SPACE)) giveUp()
  nextLine(cursor)
  toContent(cursor)
}

/** Goes to the start of the next line, or to the end of the text. */
export function nextLine(cursor: Cursor): void {
  const feed = cursor.text.indexOf('\n', cursor.pos)
  cursor.pos = feed === -1 ? cursor.text.length : feed + 1
  cursor.lineStart = cursor.pos
}

/** From the start of a line to the next thing that is no comment. `indent` is -1 at the end of the text. */
export function toContent(cursor: Cursor): void {
  for (;;) {
    const code = skipSpaces(cursor)
    if (Number.isNaN(code)) {
      cursor.indent = -1
      return
    }
    if (code !== LF && code !== CR && code !== HASH) {
      cursor.indent = cursor.pos - cursor.lineStart
      if (code === TAB) giveUp()
      if (isDocumentMark(cursor)) giveUp()
      return
    }
    nextLine(cursor)
  }
}

/** `---` and `...` begin and end documents, at the start of a line. */
export function isDocumentMark({ text, pos, lineStart }: Cursor): boolean {
  return pos === lineStart && (text.startsWith('---', pos) || text.startsWith('...', pos))
}
