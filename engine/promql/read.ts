import { FUNCTIONS } from './functions.ts'
import { PromqlError, type Token, tokensOf } from './tokens.ts'

/** Series that an expression reads. */
export interface Selector {
  /** Undefined when only matchers choose the series: `{job="x"}`. */
  readonly metric: string | undefined
  /** Labels that are compared. */
  readonly labels: readonly string[]
  /** Where the name stands in the text. */
  readonly start: number
  readonly end: number
}

/** An aggregation that names the labels it keeps, and what it reads. */
export interface Grouping {
  readonly labels: readonly string[]
  readonly selectors: readonly Selector[]
}

/** What an expression says of series. */
export interface Expression {
  readonly selectors: readonly Selector[]
  readonly groupings: readonly Grouping[]
}

const AGGREGATIONS: ReadonlySet<string> = new Set(
  'sum avg min max count group stddev stdvar topk bottomk quantile count_values limitk limit_ratio'.split(' '),
)
const OPERATORS: ReadonlySet<string> = new Set('+ - * / % ^ == != > < >= <= and or unless atan2'.split(' '))
/** Deeper than anybody writes; a hostile text must not exhaust the stack. */
const DEEPEST = 100

/**
 * Reads an expression of PromQL: which series it reads, and by which labels it groups them. Throws a PromqlError at what is wrong.
 * The types of operands are Prometheus' own matter. https://prometheus.io/docs/prometheus/latest/querying/basics/
 */
export function readPromql(text: string): Expression {
  const tokens = tokensOf(text)
  const selectors: Selector[] = []
  const groupings: Grouping[] = []
  let index = 0
  let depth = 0

  const peek = (): Token => tokens[index] as Token
  const isNext = (sign: string): boolean => peek().type !== 'text' && peek().text === sign
  /** The end can be taken again and again. */
  function take(): Token {
    const token = peek()
    if (token.type !== 'end') index++
    return token
  }
  function skip(sign: string): boolean {
    if (!isNext(sign)) return false
    index++
    return true
  }
  function expect(sign: string): void {
    if (!skip(sign)) wrong(`\`${sign}\` is missing`)
  }
  function wrong(message: string): never {
    const { type, text: found, start } = peek()
    throw new PromqlError(type === 'end' ? `${message} at its end` : `${message} before \`${found}\``, start)
  }
  function within<T>(work: () => T): T {
    if (++depth > DEEPEST) wrong('it is nested too deeply:')
    const result = work()
    depth--
    return result
  }

  function expression(): void {
    within(() => {
      operand()
      while (OPERATORS.has(peek().text) && peek().type !== 'text') {
        take()
        skip('bool')
        matching()
        operand()
      }
    })
  }

  function matching(): void {
    if (!(skip('on') || skip('ignoring'))) return
    labelList()
    if (skip('group_left') || skip('group_right')) if (isNext('(')) labelList()
  }

  function operand(): void {
    while (isNext('-') || isNext('+')) take()
    const { type, text: name } = peek()
    if (skip('(')) {
      expression()
      expect(')')
    } else if (type === 'number' || type === 'duration' || type === 'text') take()
    else if (isNext('{')) selector(undefined)
    else if (type !== 'name') wrong('an operand is missing')
    else if (AGGREGATIONS.has(name)) aggregation()
    else {
      const token = take()
      if (isNext('(')) call(token)
      else if (!/^(?:inf|nan)$/i.test(name)) selector(token)
    }
    modifiers()
  }

  function selector(name: Token | undefined): void {
    const { start } = name ?? peek()
    const labels: string[] = []
    let metric = name?.text
    if (skip('{')) {
      while (!isNext('}')) {
        const label = take()
        if (label.type === 'text') metric = label.text.slice(1, -1)
        else if (label.type !== 'name') wrong('a label is missing')
        else {
          const comparison = take().text
          if (!['=', '!=', '=~', '!~'].includes(comparison)) wrong(`\`${label.text}\` is not compared`)
          const { type, text: value } = take()
          if (type !== 'text') wrong(`the value of \`${label.text}\` has no quotes`)
          if (label.text === '__name__') metric = comparison === '=' ? value.slice(1, -1) : undefined
          else labels.push(label.text)
        }
        if (!skip(',') && !isNext('}')) wrong('`,` or `}` is missing')
      }
      take()
    }
    selectors.push({ metric, labels, start, end: name?.end ?? start + 1 })
  }

  function call({ text: name, start }: Token): void {
    if (!FUNCTIONS.has(name)) throw new PromqlError(`there is no function \`${name}\``, start)
    parameters()
  }

  function parameters(): void {
    expect('(')
    while (!isNext(')')) {
      expression()
      if (!skip(',') && !isNext(')')) wrong('`,` or `)` is missing')
    }
    take()
  }

  function aggregation(): void {
    take()
    const first = selectors.length
    const before = grouping()
    parameters()
    const labels = before ?? grouping()
    if (labels !== undefined) groupings.push({ labels, selectors: selectors.slice(first) })
  }

  /** The labels of `by`; of `without` none, since it names what is gone. */
  function grouping(): readonly string[] | undefined {
    if (skip('by')) return labelList()
    if (!skip('without')) return undefined
    labelList()
    return []
  }

  function labelList(): readonly string[] {
    const labels: string[] = []
    expect('(')
    while (!isNext(')')) {
      const { type, text: label } = take()
      if (type !== 'name') wrong('a label is missing')
      labels.push(label)
      if (!skip(',') && !isNext(')')) wrong('`,` or `)` is missing')
    }
    take()
    return labels
  }

  /** Ranges, sub-queries, `offset` and `@`. */
  function modifiers(): void {
    for (;;) {
      if (skip('[')) {
        time()
        if (skip(':') && !isNext(']')) time()
        expect(']')
      } else if (skip('offset')) {
        skip('-')
        time()
      } else if (skip('@')) {
        const { type, text: name } = take()
        if (type === 'name' && (name === 'start' || name === 'end')) parameters()
        else if (type !== 'number') wrong('a time is missing')
      } else return
    }
  }

  function time(): void {
    if (peek().type !== 'duration' && peek().type !== 'number') wrong('a duration is missing')
    take()
  }

  expression()
  if (peek().type !== 'end') wrong('an operator is missing')
  return { selectors, groupings }
}
