import type { Report } from '../diagnostics/diagnostic.ts'
import { isMap } from '../source/places.ts'
import { DEEPEST } from '../source/plain/cursor.ts'
import type { SourceFile } from '../source/source.ts'
import { type ParsedText, parseYaml } from '../source/yaml/parse.ts'
import type { Problem } from '../source/yaml/problem.ts'
import { diagnoseBroken } from './broken.ts'
import { type Diagnosis, diagnosis, quoted } from './diagnosis.ts'
import {
  alias,
  anchor,
  complexKey,
  directive,
  duplicateKey,
  emptyKey,
  inexactNumber,
  mergeKey,
  missingColon,
  moreMistakes,
  severalDocuments,
  syntax,
  tag,
  tooDeep,
  tooManyTokens,
} from './diagnostics.ts'
import { createMend } from './mend.ts'
import { insert, putInQuotes } from './remedies.ts'
import { lineFrom } from './syntax.ts'

/** Lines of one file that are no YAML, and mistakes of all kinds. The rest will be told when these are mended. */
const MOST_BROKEN = 20
const MOST = 500

/** Reports the problems of a text in words: one for each line that is no YAML, and every one of the others. */
export function reportProblems(file: SourceFile, parsed: ParsedText, report: Report): void {
  const { text } = file
  const { broken, others } = diagnoseText(text, parsed)
  const mend = createMend(file, broken.length + others.length, countMistakes)
  const all = [...broken.slice(0, MOST_BROKEN), ...others].sort((a, b) => a.start - b.start || a.end - b.end)
  for (const one of all.slice(0, MOST)) one.say(report, file.path, mend(one.remedies))
  const next = all[MOST] ?? broken[MOST_BROKEN]
  if (next !== undefined) report(moreMistakes, { file: file.path, start: next.start, end: next.end }, {})
  // Whatever was taken for a consequence of something else: a text with a problem is never let through.
  const [first] = parsed.problems
  if (all.length === 0 && first !== undefined) report(syntax, { file: file.path, start: first.start, end: first.end }, {})
}

/** A text in which nothing is wrong and that is no map has a mistake too. */
function countMistakes(text: string): number {
  const parsed = parseYaml(text)
  const { broken, others } = diagnoseText(text, parsed)
  return broken.length + others.length || (isMap(parsed.value) && parsed.problems.length === 0 ? 0 : 1)
}

function diagnoseText(text: string, parsed: ParsedText): { readonly broken: readonly Diagnosis[]; readonly others: readonly Diagnosis[] } {
  const { problems } = parsed
  const { diagnoses, concerns } = diagnoseBroken(text, parsed)
  const anchors = new Set(problems.flatMap(({ kind, start, end }) => (kind === 'anchor' ? [text.slice(start + 1, end)] : [])))
  return {
    broken: diagnoses,
    others: problems.flatMap((problem) => (concerns(problem) ? [] : (diagnoseOther(text, problem, anchors) ?? []))),
  }
}

/** What YAML has and this language has not, and what is too much. */
function diagnoseOther(text: string, { kind, start, end, other }: Problem, anchors: ReadonlySet<string>): Diagnosis | undefined {
  const written = quoted(text.slice(start, end))
  switch (kind) {
    case 'anchor':
      return diagnosis(anchor, start, end, { text: written })
    case 'alias':
      // `*.example.com`, meant as a text, unless there is an anchor of that name.
      return diagnosis(alias, start, end, { text: written }, anchors.has(text.slice(start + 1, end)) ? [] : [putInQuotes(text, start, end)])
    case 'tag':
      return diagnosis(tag, start, end, { text: written })
    case 'merge-key':
      return diagnosis(mergeKey, start, end, {})
    case 'complex-key':
      return diagnosis(complexKey, start, Math.min(end, lineFrom(text, start)), {})
    case 'duplicate-key':
      return diagnosis(duplicateKey, start, end, { key: written }, [], other && { message: 'and here', ...other })
    case 'missing-colon': {
      const colon = text.slice(start, end).search(/:(?!\/)/)
      return diagnosis(missingColon, start, end, { text: written }, colon === -1 ? [] : [insert(start + colon + 1, ' ')])
    }
    case 'inexact-number':
      return diagnosis(inexactNumber, start, end, { text: written }, [putInQuotes(text, start, end)])
    case 'directive':
      return diagnosis(directive, start, end, { text: written })
    case 'empty-key':
      return diagnosis(emptyKey, start, end, {})
    case 'several-documents':
      return diagnosis(severalDocuments, start, text.startsWith('---', start) ? end : lineFrom(text, start), {})
    case 'too-deep':
      return diagnosis(tooDeep, start, end, { most: DEEPEST })
    case 'too-many-tokens':
      return diagnosis(tooManyTokens, start, end, {})
    case 'syntax':
    case 'unclosed-quote':
    case 'unclosed-bracket':
      return undefined
  }
}
