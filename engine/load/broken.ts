import { lineStarts, positionOf } from '../source/lines.ts'
import type { ParsedText } from '../source/yaml/parse.ts'
import type { Problem } from '../source/yaml/problem.ts'
import { type Diagnosis, diagnosis } from './diagnosis.ts'
import { unclosedBracket, unclosedQuote } from './diagnostics.ts'
import { insert, write } from './remedies.ts'
import { diagnoseSyntax, lineFrom, tabAt, templateInBraces } from './syntax.ts'

/** What is no YAML in a text: one diagnosis per line at most, and none that only follows from another. */
export interface Broken {
  readonly diagnoses: readonly Diagnosis[]
  /** Whether another problem is on such a line, or inside of something that was never closed. */
  readonly concerns: (problem: Problem) => boolean
}

/** Lines that are looked into. */
const MOST_LINES = 100

/** Tells what is no YAML. */
export function diagnoseBroken(text: string, { problems, where }: ParsedText): Broken {
  if (problems.length === 0) return { diagnoses: [], concerns: () => false }
  const starts = lineStarts(text)
  const lineOf = (offset: number): number => positionOf(starts, offset).line
  const open = innermost(problems.filter(({ kind }) => kind === 'unclosed-quote' || kind === 'unclosed-bracket'))
  const properties = problems.filter(({ kind }) => kind === 'anchor' || kind === 'tag' || kind === 'alias')

  function diagnoseOne(problem: Problem): Diagnosis | undefined {
    if (open.includes(problem)) return diagnoseOpen(text, problem)
    if (isTemplate(text, problem)) return templateInBraces(text, problem.start - 1)
    if (problem.kind !== 'syntax' || isAboutProperty(problem, properties) || followsFrom(text, problem, open)) return undefined
    return diagnoseSyntax({ text, where }, problem)
  }

  const byLine = new Map<number, Diagnosis>()
  for (const problem of problems) {
    // Where a document has broken off, whatever is behind it is unexpected.
    if (problem.code === 'OUTSIDE_DOCUMENT' && byLine.size > 0) continue
    if (byLine.has(lineOf(problem.start)) || byLine.size === MOST_LINES) continue
    const one = diagnoseOne(problem)
    if (one !== undefined && !byLine.has(lineOf(one.start))) byLine.set(lineOf(one.start), one)
  }
  return {
    diagnoses: [...byLine.values()],
    concerns: (problem) => byLine.has(lineOf(problem.start)) || followsFrom(text, problem, open),
  }
}

/** A bracket around another open one would have been closed, had the inner one been. */
function innermost(open: readonly Problem[]): readonly Problem[] {
  return open.filter((one, index) => {
    const next = open[index + 1]
    return next === undefined || next.start > (one.other?.end ?? one.end)
  })
}

/** `{{ x }}`, meant as a text. */
function isTemplate(text: string, { kind, start }: Problem): boolean {
  return kind === 'complex-key' && text[start] === '{' && text[start - 1] === '{'
}

function diagnoseOpen(text: string, { kind, start, other }: Problem): Diagnosis {
  const end = lineFrom(text, start)
  const sign = text[start] ?? ''
  if (kind === 'unclosed-quote') return diagnosis(unclosedQuote, start, end, { quote: sign }, [insert(end, sign)])
  const closing = sign === '{' ? '}' : ']'
  const at = other?.start ?? end
  const indented = tabAt(text, at)
  if (indented !== undefined) return indented
  const isWrong = text[at] === ']' || text[at] === '}'
  const remedies = [...(isWrong ? [write(at, at + 1, closing)] : []), insert(end, sign === '{' ? ' }' : ']')]
  const beside = {
    message: isWrong ? `\`${text[at]}\` cannot close it` : 'it has to be closed before this',
    start: at,
    end: Math.min(at + 1, text.length),
  }
  return diagnosis(unclosedBracket, start, start + 1, { bracket: sign, closing }, remedies, beside)
}

/** Anchors, tags and aliases are refused as a whole: how they are misused does not matter. */
function isAboutProperty({ code, start }: Problem, properties: readonly Problem[]): boolean {
  if (code !== undefined && PROPERTY_CODES.has(code)) return true
  return properties.some((property) => property.start <= start && start <= property.end)
}

const PROPERTY_CODES = new Set([
  'ALIAS_PROPS',
  'BAD_ALIAS',
  'BAD_COLLECTION_TYPE',
  'BAD_DIRECTIVE',
  'BAD_PROP_ORDER',
  'MULTIPLE_ANCHORS',
  'MULTIPLE_TAGS',
  'TAG_RESOLVE_FAILED',
])

/** Inside of an open quote or bracket anything may look wrong, and a closing bracket below it closes nothing. */
function followsFrom(text: string, { start }: Problem, open: readonly Problem[]): boolean {
  const isClosing = text[start] === ']' || text[start] === '}'
  return open.some((one) => one.start <= start && (isClosing || start <= (one.other?.end ?? one.end)))
}
