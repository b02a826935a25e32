/** A word of PromQL, and where it stands. */
export interface Token {
  readonly type: 'name' | 'number' | 'duration' | 'text' | 'sign' | 'end'
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Why a text is no PromQL. */
export class PromqlError extends Error {
  readonly at: number
  constructor(message: string, at: number) {
    super(message)
    this.at = at
  }
}

/** The longest first. A duration is a number with a unit; `5m` inside of brackets and after `offset`. */
const FORMS: readonly (readonly [Token['type'], RegExp])[] = [
  ['duration', /(?:\d+(?:ms|[smhdwy]))+(?![A-Za-z0-9_])/y],
  ['number', /0x[0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![A-Za-z_])/y],
  ['name', /[A-Za-z_][A-Za-z0-9_:]*/y],
  ['text', /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`/y],
  ['sign', /=~|!~|!=|==|>=|<=|[-+*/%^(){}[\],=<>@:]/y],
]
const BLANK = /(?:\s+|#[^\n]*)*/y

/** The words of a text, with an `end` behind them. Throws a PromqlError at what is none. https://prometheus.io/docs/prometheus/latest/querying/basics/ */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  for (;;) {
    BLANK.lastIndex = at
    at += BLANK.exec(text)?.[0].length ?? 0
    if (at === text.length) break
    const token = read(text, at)
    tokens.push(token)
    at = token.end
  }
  return [...tokens, { type: 'end', text: '', start: at, end: at }]
}

function read(text: string, start: number): Token {
  for (const [type, form] of FORMS) {
    form.lastIndex = start
    const found = form.exec(text)?.[0]
    if (found !== undefined) return { type, text: found, start, end: start + found.length }
  }
  const character = text[start] as string
  throw new PromqlError(/["'`]/.test(character) ? 'a text is never closed' : `\`${character}\` means nothing there`, start)
}
