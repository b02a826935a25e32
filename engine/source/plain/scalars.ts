import { coreScalar, isExact } from '../scalar.ts'
import {
  BACKSLASH,
  COLON,
  COMMA,
  CR,
  type Cursor,
  DASH,
  DOUBLE,
  endsLine,
  giveUp,
  HASH,
  LF,
  LIST,
  LIST_END,
  MAP,
  MAP_END,
  SINGLE,
  SPACE,
  TAB,
} from './cursor.ts'

/** Characters with which a plain scalar cannot begin (YAML 1.2 §7.3.3), and the byte order mark. */
const INDICATORS = new Set([...',[]{}#&*!|>\'"%@`\uFEFF'].map((character) => character.charCodeAt(0)))
/** `-`, `?` and `:` may begin one when something follows. */
const HALF_INDICATORS = new Set([...'-?:'].map((character) => character.charCodeAt(0)))

/** The text of a plain scalar of one line; `pos` is behind it, trailing spaces skipped. Ends before `: `, ` #`, and in flow style before `,` and brackets. */
export function readPlainText(cursor: Cursor, flow: boolean): string {
  const { text } = cursor
  const start = cursor.pos
  let pos = start
  let code = text.charCodeAt(pos)
  if (INDICATORS.has(code)) giveUp()
  if (HALF_INDICATORS.has(code)) {
    const next = text.charCodeAt(pos + 1)
    if (next === SPACE || next === TAB || endsLine(next) || (flow && isFlowIndicator(next))) giveUp()
    if (code !== DASH) giveUp()
  }
  /** Behind the last character that is no space. */
  let end = start
  for (;;) {
    if (code === SPACE) {
      code = text.charCodeAt(++pos)
      if (code === HASH) break
      continue
    }
    if (code === LF || code === CR || Number.isNaN(code)) break
    if (code === COLON) {
      const next = text.charCodeAt(pos + 1)
      if (next === SPACE || next === TAB || endsLine(next)) break
      if (flow && isFlowIndicator(next)) giveUp()
    } else if (code < SPACE) giveUp()
    else if (flow && isFlowIndicator(code)) {
      if (code === LIST || code === MAP) giveUp()
      break
    }
    end = ++pos
    code = text.charCodeAt(pos)
  }
  if (end === start) giveUp()
  cursor.start = start
  cursor.end = end
  cursor.pos = pos
  return text.slice(start, end)
}

function isFlowIndicator(code: number): boolean {
  return code === COMMA || code === LIST || code === LIST_END || code === MAP || code === MAP_END
}

/** The value of a plain scalar's text. A number that loses digits is somebody else's to report. */
export function plainValue(source: string): null | boolean | number | string {
  const value = coreScalar(source)
  if (typeof value === 'number' && !isExact(source, value)) giveUp()
  return value
}

/** A quoted scalar of one line; `pos` is behind its closing quote. */
export function readQuoted(cursor: Cursor): string {
  const { text } = cursor
  const quote = text.charCodeAt(cursor.pos)
  const start = cursor.pos
  let pos = start + 1
  let escaped = false
  for (;;) {
    const code = text.charCodeAt(pos)
    if (code === quote) {
      if (quote !== SINGLE || text.charCodeAt(pos + 1) !== SINGLE) break
      escaped = true
      pos++
    } else if (code === BACKSLASH && quote === DOUBLE) {
      escaped = true
      pos++
    }
    if (endsLine(text.charCodeAt(pos))) giveUp()
    pos++
  }
  const content = text.slice(start + 1, pos)
  cursor.start = start
  cursor.end = cursor.pos = pos + 1
  if (!escaped) return content
  return quote === SINGLE ? content.replaceAll("''", "'") : withoutEscapes(content)
}

const JSON_ESCAPES = /^(?:[^\\\t]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*$/

/** The escapes that YAML shares with JSON (YAML 1.2 §5.7 is a superset); there are others. */
function withoutEscapes(content: string): string {
  if (!JSON_ESCAPES.test(content)) giveUp()
  return JSON.parse(`"${content}"`) as string
}
