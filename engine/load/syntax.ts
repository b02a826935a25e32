import { endOfLine, startOfLine } from '../source/lines.ts'
import type { Where } from '../source/places.ts'
import { skipTrivia } from '../source/trivia.ts'
import type { Problem } from '../source/yaml/problem.ts'
import { type Diagnosis, diagnosis, quoted } from './diagnosis.ts'
import {
  badEscape,
  badIndent,
  blockHeader,
  comma,
  commentSpace,
  longKey,
  missingColon,
  needsQuotes,
  strayBracket,
  strayItem,
  syntax,
  tab,
  unclosedQuote,
} from './diagnostics.ts'
import { indentLikeAbove, indentOf, insert, isContent, putInQuotes, take } from './remedies.ts'

/** A text, and what was found where in it. */
export interface Read {
  readonly text: string
  readonly where: Where
}

/**
 * What an error of the yaml package means for the person who wrote the text. The package says what its parser met; what was meant follows from the
 * text around it. Undefined when another error says the same, better.
 */
export function diagnoseSyntax(read: Read, { code, start, end }: Problem): Diagnosis | undefined {
  const { text } = read
  const indented = tabAt(text, start)
  if (indented !== undefined) return indented
  switch (code) {
    case 'BAD_DQ_ESCAPE':
      return diagnosis(badEscape, start, start + 2, { text: text.slice(start, start + 2) }, [
        { message: 'write the backslash twice', edits: [{ start, end: start, text: '\\' }] },
      ])
    case 'BAD_SCALAR_START':
      return textNeedsQuotes(text, start, 'first', text[start] ?? '')
    case 'KEY_OVER_1024_CHARS':
      return diagnosis(longKey, start, Math.min(end, endOfLine(text, start)), {})
    case 'BLOCK_IN_FLOW':
      return isDash(text, start) ? diagnosis(strayItem, start, lineFrom(text, start), {}) : missingComma(text, start, end)
    case 'MULTILINE_IMPLICIT_KEY':
      return keyOverLines(text, start, end)
    case 'BLOCK_AS_IMPLICIT_KEY':
      return mapInLine(text, skipTrivia(text, start))
    case 'BAD_INDENT':
      return atContent(text, skipTrivia(text, start))
    case 'MISSING_CHAR':
      return signMissing(read, start)
    case 'UNEXPECTED_TOKEN':
    case 'OUTSIDE_DOCUMENT':
      return unexpected(read, start)
    default:
      return diagnosis(syntax, start, end, {})
  }
}

/** A tab among the spaces that indent a line, or behind a dash. */
export function tabAt(text: string, offset: number): Diagnosis | undefined {
  const line = startOfLine(text, offset)
  const [space = ''] = /^[ \t]*(?:-[ \t]+)*/.exec(text.slice(line, endOfLine(text, offset))) ?? []
  const first = space.indexOf('\t')
  if (first === -1) return undefined
  const start = line + first
  const [tabs = ''] = /^\t+/.exec(text.slice(start)) ?? []
  const end = start + tabs.length
  const behindDash = space.slice(0, first).includes('-')
  const remedies = (behindDash ? [' '] : ['  '.repeat(tabs.length), '', '    '.repeat(tabs.length)]).map((spaces) => ({
    message: spaces === '' ? 'take the tab away' : `write ${spaces.length === 1 ? 'a space' : `${spaces.length} spaces`}`,
    edits: [{ start, end, text: spaces }],
  }))
  return diagnosis(tab, start, end, {}, remedies)
}

/** A line may be as long as the file, and a mistake may stand in every tenth letter of it. */
const LONGEST = 2000

/** From `start` to the end of what is written on its line; a comment and the space before it are left out. */
export function lineFrom(text: string, start: number): number {
  const [line = ''] = text.slice(start, start + LONGEST).split(/\r?\n/, 1)
  const behind = quotedLength(line)
  const hash = line.slice(behind).search(/[ \t]#/)
  return start + (hash === -1 ? line : line.slice(0, behind + hash)).trimEnd().length
}

/** How much of a line stands in quotes, from its beginning on. */
function quotedLength(line: string): number {
  return /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.exec(line)?.[0].length ?? 0
}

function textNeedsQuotes(text: string, start: number, because: 'colon' | 'first' | 'rest' | 'braces', letter: string): Diagnosis {
  const end = lineFrom(text, start)
  return diagnosis(needsQuotes, start, end, { because, letter }, [putInQuotes(text, start, end)])
}

/** `{{ x }}`, which is a map with a map for a key. */
export function templateInBraces(text: string, start: number): Diagnosis {
  return textNeedsQuotes(text, start, 'braces', '{')
}

function isDash(text: string, offset: number): boolean {
  return /^-(?:\s|$)/.test(text.slice(offset, offset + 2))
}

function isFirstOnLine(text: string, offset: number): boolean {
  return text.slice(startOfLine(text, offset), offset).trim() === ''
}

/** A dash where no item can begin: beside the column of its list, or where there is none. */
function atDash(text: string, offset: number): Diagnosis {
  const end = lineFrom(text, offset)
  if (!isFirstOnLine(text, offset)) return diagnosis(strayItem, offset, end, {})
  const column = offset - startOfLine(text, offset)
  let above = startOfLine(text, offset)
  while (above > 0) {
    above = startOfLine(text, above - 1)
    if (!isContent(text, above) || indentOf(text, above) > column) continue
    const isLevel = indentOf(text, above) === column && !isDash(text, above + column)
    if (isLevel) return diagnosis(strayItem, offset, end, {})
    break
  }
  return diagnosis(badIndent, offset, end, {}, indentLikeAbove(text, offset))
}

/** A line that begins where none of its like does. */
function atContent(text: string, offset: number): Diagnosis {
  if (isDash(text, offset)) return atDash(text, offset)
  const start = startOfLine(text, offset) + indentOf(text, startOfLine(text, offset))
  return diagnosis(badIndent, start, Math.max(start + 1, endOfKey(text, start)), {}, indentLikeAbove(text, offset))
}

function endOfKey(text: string, start: number): number {
  const end = lineFrom(text, start)
  const behind = start + quotedLength(text.slice(start, end))
  const colon = text.slice(behind, end).search(/:(?:\s|$)/)
  return colon === -1 ? end : behind + colon
}

function missingComma(text: string, start: number, end: number): Diagnosis {
  // Between each two words of the part that was taken for one entry.
  const remedies = [...text.slice(start, Math.min(end, start + LONGEST)).matchAll(/\s+/g)]
    .slice(0, 4)
    .map(({ index }) => insert(start + index, ','))
  return diagnosis(comma, start, Math.min(end, lineFrom(text, start)), { what: 'missing' }, remedies)
}

/** A key that goes over several lines: the first of them lacks its colon, or the last is indented too deep. */
function keyOverLines(text: string, start: number, end: number): Diagnosis | undefined {
  if (isDash(text, start)) return atDash(text, start)
  if (isFirstOnLine(text, start)) return withoutColon(text, start)
  const lastLine = startOfLine(text, end)
  return lastLine > start ? atContent(text, lastLine + indentOf(text, lastLine)) : undefined
}

function withoutColon(text: string, start: number): Diagnosis {
  const end = lineFrom(text, start)
  const colon = text.slice(start, end).search(/:(?!\/)/)
  const remedies = colon === -1 ? [] : [insert(start + colon + 1, ' ')]
  return diagnosis(missingColon, start, end, { text: quoted(text.slice(start, end)) }, remedies)
}

/** `a: b: c`. When the second colon is on another line, the error about that line says it. */
function mapInLine(text: string, start: number): Diagnosis | undefined {
  if (isDash(text, start)) return atDash(text, start)
  return endOfKey(text, start) < lineFrom(text, start) ? textNeedsQuotes(text, start, 'colon', ':') : undefined
}

function signMissing({ text, where }: Read, offset: number): Diagnosis {
  if (text[offset] === '#') return diagnosis(commentSpace, offset, offset + 1, {}, [insert(offset, ' ')])
  const start = skipTrivia(text, offset)
  if (isDash(text, start)) return atDash(text, start)
  if (isInBrackets(where, offset)) {
    const before = text.slice(0, offset).trimEnd().length
    return diagnosis(comma, start, start + 1, { what: 'missing' }, [insert(before, ',')])
  }
  if (!isFirstOnLine(text, start)) return diagnosis(syntax, start, lineFrom(text, start), {})
  return /(?:^|\s)[|>][-+0-9]*\s*(?:#.*)?$/.test(lineAbove(text, start)) ? atContent(text, start) : withoutColon(text, start)
}

/** The nearest line above that holds something. */
function lineAbove(text: string, offset: number): string {
  let line = startOfLine(text, offset)
  while (line > 0) {
    line = startOfLine(text, line - 1)
    if (isContent(text, line)) return text.slice(line, endOfLine(text, line))
  }
  return ''
}

function isInBrackets(where: Where, offset: number): boolean {
  for (const { flow, start, end } of where.values()) if (flow && start < offset && offset < end) return true
  return false
}

/** Something stands where nothing of its kind can. */
function unexpected({ text, where }: Read, start: number): Diagnosis {
  const sign = text[start] ?? ''
  if (sign === ']' || sign === '}') return diagnosis(strayBracket, start, start + 1, { bracket: sign }, [take(text, start, start + 1)])
  if (sign === ',') return diagnosis(comma, start, start + 1, { what: 'stray' }, [take(text, start, start + 1)])
  if (isDash(text, start)) return atDash(text, start)
  if (isFirstOnLine(text, start)) return atContent(text, start)
  const before = text.slice(startOfLine(text, start), start).trimEnd()
  if (/(?:^|\s)[|>][-+0-9]*\S*$/.test(before)) return diagnosis(blockHeader, start, lineFrom(text, start), {})
  const letter = before.at(-1) ?? ''
  if (!/["'\]}]/.test(letter)) return diagnosis(syntax, start, lineFrom(text, start), {})
  const value = startOfValue(where, startOfLine(text, start) + before.length)
  if (value === undefined) return diagnosis(needsQuotes, start, lineFrom(text, start), { because: 'rest', letter })
  if (value >= startOfLine(text, start)) return textNeedsQuotes(text, value, 'rest', letter)
  if (letter === ']' || letter === '}') return diagnosis(syntax, start, lineFrom(text, start), {})
  const end = lineFrom(text, value)
  return diagnosis(unclosedQuote, value, end, { quote: text[value] ?? '' }, [insert(end, text[value] ?? '')])
}

/** Where the value begins that ends at an offset. */
function startOfValue(where: Where, end: number): number | undefined {
  for (const { at } of where.values()) for (let index = 2; index < at.length; index += 4) if (at[index + 1] === end) return at[index]
  return undefined
}
