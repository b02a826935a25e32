import { luaString } from '../_shared/quote/lua.ts'

/** An expression in Lua, in the words of expressions.lua; or why that can't be. */
export type LuaExpression = { readonly lua: string } | { readonly not: string }

interface Reader {
  readonly text: string
  readonly ignoresCase: boolean
  at: number
  /** The first thing that Lua can't be told. */
  not: string | undefined
}

/**
 * A regular expression as calls of expressions.lua. Lua has no alternatives and no repeated groups in patterns of its own, and Fluent Bit no filter that replaces
 * or samples by an expression. What it reads is what the language allows for logs, which JavaScript and Ruby read alike, without looking back.
 */
export function luaExpression(source: string): LuaExpression {
  const ignoresCase = source.startsWith('(?i)')
  const reader: Reader = { text: ignoresCase ? source.slice(4) : source, ignoresCase, at: 0, not: undefined }
  const lua = alternatives(reader)
  return reader.not === undefined ? { lua } : { not: reader.not }
}

function alternatives(reader: Reader): string {
  const all = [sequence(reader)]
  while (reader.text[reader.at] === '|') {
    reader.at += 1
    all.push(sequence(reader))
  }
  return all.length === 1 ? (all[0] ?? '') : `x.either(${all.join(', ')})`
}

function sequence(reader: Reader): string {
  const parts: string[] = []
  while (reader.at < reader.text.length && reader.text[reader.at] !== '|' && reader.text[reader.at] !== ')')
    parts.push(repeated(reader, atom(reader)))
  return parts.length === 1 ? (parts[0] ?? '') : `x.all(${parts.join(', ')})`
}

const REPEAT = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})(\??)/y

function repeated(reader: Reader, node: string): string {
  REPEAT.lastIndex = reader.at
  const found = REPEAT.exec(reader.text)
  if (found === null) return node
  reader.at = REPEAT.lastIndex
  const [, sign, least, comma, most, lazy] = found
  const from = sign === undefined ? Number(least) : sign === '+' ? 1 : 0
  const to = sign === '?' ? '1' : sign !== undefined ? 'math.huge' : comma === undefined ? String(from) : most === '' ? 'math.huge' : most
  return `x.many(${node}, ${from}, ${to}, ${lazy === '?'})`
}

function atom(reader: Reader): string {
  const sign = String.fromCodePoint(reader.text.codePointAt(reader.at) ?? 0)
  reader.at += sign.length
  switch (sign) {
    case '.':
      return 'x.any'
    case '^':
      return 'x.first'
    case '$':
      return 'x.last'
    case '(':
      return group(reader)
    case '[':
      return set(reader)
    case '\\':
      return escaped(reader)
    default:
      return one(sign, reader)
  }
}

function group(reader: Reader): string {
  const [start = ''] = /^\?(?:[:=!]|<(?![=!])[^>]*>)/.exec(reader.text.slice(reader.at)) ?? []
  if (start === '' && reader.text[reader.at] === '?') reader.not ??= 'it looks back (`(?<=…)` or `(?<!…)`)'
  reader.at += start.length
  const inner = alternatives(reader)
  reader.at += 1
  if (start === '?=') return `x.ahead(${inner})`
  if (start === '?!') return `x.never(${inner})`
  return inner
}

/** The sign of an escape that stands for one, as in JavaScript. */
const SIGNS: { readonly [sign: string]: string } = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', 0: '\0' }
/** https://tc39.es/ecma262/#sec-characterclassescape, without what is beyond ASCII, as Ruby has it. */
const CLASSES: { readonly [sign: string]: readonly (readonly [number, number])[] } = {
  d: [[48, 57]],
  w: [
    [48, 57],
    [65, 90],
    [95, 95],
    [97, 122],
  ],
  s: [
    [9, 13],
    [32, 32],
  ],
}

function escaped(reader: Reader): string {
  const sign = reader.text[reader.at] ?? ''
  if (sign === 'b' || sign === 'B') {
    reader.at += 1
    return sign === 'b' ? 'x.edge' : 'x.inside'
  }
  const ranges = CLASSES[sign.toLowerCase()]
  if (ranges !== undefined) {
    reader.at += 1
    return `x.set(${written(ranges)}, ${sign !== sign.toLowerCase()})`
  }
  return one(escapedSign(reader), reader)
}

function escapedSign(reader: Reader): string {
  const rest = reader.text.slice(reader.at)
  const code = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(rest)
  if (code !== null) {
    reader.at += code[0].length
    return String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? '', 16))
  }
  const sign = rest[0] ?? ''
  if (/[1-9k]/.test(sign)) reader.not ??= 'it asks for what a group has matched'
  if (/[pPu]/.test(sign)) reader.not ??= 'it asks for a property of Unicode'
  reader.at += 1
  return SIGNS[sign] ?? sign
}

function one(sign: string, reader: Reader): string {
  const code = sign.codePointAt(0) ?? 0
  if (!reader.ignoresCase) return `x.sign(${luaString(sign)})`
  if (code > 127) reader.not ??= 'it ignores the case of letters beyond ASCII'
  return sign.toLowerCase() === sign.toUpperCase() ? `x.sign(${luaString(sign)})` : `x.set(${written(folded([[code, code]]))}, false)`
}

function set(reader: Reader): string {
  const negated = reader.text[reader.at] === '^'
  if (negated) reader.at += 1
  const ranges: (readonly [number, number])[] = []
  while (reader.text[reader.at] !== ']') {
    const from = member(reader, ranges)
    if (from === undefined) continue
    if (reader.ignoresCase && from > 127) reader.not ??= 'it ignores the case of letters beyond ASCII'
    if (reader.text[reader.at] === '-' && reader.text[reader.at + 1] !== ']') {
      reader.at += 1
      const to = member(reader, ranges) ?? from
      if (reader.ignoresCase && to > 127) reader.not ??= 'it ignores the case of letters beyond ASCII'
      ranges.push([from, to])
    } else ranges.push([from, from])
  }
  reader.at += 1
  return `x.set(${written(reader.ignoresCase ? folded(ranges) : ranges)}, ${negated})`
}

/** One sign of a set; undefined when it was a whole class, which is added to the ranges. */
function member(reader: Reader, ranges: (readonly [number, number])[]): number | undefined {
  const sign = String.fromCodePoint(reader.text.codePointAt(reader.at) ?? 0)
  reader.at += sign.length
  if (sign !== '\\') return sign.codePointAt(0)
  const next = reader.text[reader.at] ?? ''
  const known = CLASSES[next]
  if (known !== undefined) {
    reader.at += 1
    ranges.push(...known)
    return undefined
  }
  if (/[DWS]/.test(next)) {
    reader.at += 1
    ranges.push(...others(CLASSES[next.toLowerCase()] ?? []))
    return undefined
  }
  if (next === 'b') {
    reader.at += 1
    return 8
  }
  return escapedSign(reader).codePointAt(0)
}

/** Everything that is in none of the ranges, which are in order. */
function others(ranges: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const starts = [0, ...ranges.map(([, to]) => to + 1)]
  const ends = [...ranges.map(([from]) => from - 1), 0x10ffff]
  return starts.map((start, index) => [start, ends[index] ?? start] as const).filter(([from, to]) => from <= to)
}

/** The ranges with the other case of each letter of ASCII in them. */
function folded(ranges: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  return ranges.flatMap(([from, to]) => [
    [from, to] as const,
    ...(
      [
        [65, 90, 32],
        [97, 122, -32],
      ] as const
    ).flatMap(([first, last, shift]) => {
      const [low, high] = [Math.max(from, first), Math.min(to, last)]
      return low <= high ? [[low + shift, high + shift] as const] : []
    }),
  ])
}

function written(ranges: readonly (readonly [number, number])[]): string {
  return `{ ${ranges.map(([from, to]) => `{ ${from}, ${to} }`).join(', ')} }`
}
