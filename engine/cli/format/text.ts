import type { Diagnostic, Edit, Range, Suggestion } from '../../diagnostics/diagnostic.ts'
import { printable } from '../../source/printable.ts'
import type { Style } from '../paint.ts'
import { arrow, arrowTo, bar, type Frame, framed, remark } from './frame.ts'
import { type Lines, openLines } from './lines.ts'
import type { Printing } from './printer.ts'
import { lastSuggestedLine, suggestedChange } from './suggestion.ts'
import { summary } from './summary.ts'

type LinesIn = (file: string) => Lines | undefined

/** For a person: each mistake with the lines it is on, what contradicts it, and how to mend it; then how many there are. */
export function printText(diagnostics: readonly Diagnostic[], { textOf, paint, columns }: Printing): string {
  if (diagnostics.length === 0) return ''
  const linesIn = openLines(textOf, diagnostics)
  const shown = diagnostics.map((diagnostic) =>
    block(diagnostic, linesIn, {
      paint,
      columns,
      gutter: gutterOf(diagnostic, linesIn),
      lineOf: (file, line) => linesIn(file)?.line(line) ?? '',
    }),
  )
  return `${shown.join('\n\n')}\n\n${summary(diagnostics, paint)}\n`
}

function block(diagnostic: Diagnostic, linesIn: LinesIn, frame: Frame): string {
  const { severity, code, message, environments, note, related, suggestions } = diagnostic
  const { paint } = frame
  const parts = [
    `${paint(severity, `${severity}[${code}]`)}${paint('strong', `: ${printable(message)}`)}`,
    place(diagnostic, linesIn, '^', severity, frame),
  ]
  if (environments.length > 0 || note !== undefined) parts.push(bar(frame))
  if (environments.length > 0) parts.push(remark('in', environments.map(printable).join(', '), frame))
  if (note !== undefined) parts.push(remark('note', printable(note), frame))
  for (const one of related) parts.push(`${paint('note', 'note')}: ${printable(one.message)}`, place(one, linesIn, '-', 'note', frame))
  for (const suggestion of suggestions) parts.push(help(suggestion, diagnostic.file, linesIn, frame))
  return parts.join('\n')
}

function place(range: Range, linesIn: LinesIn, mark: '^' | '-', style: Style, frame: Frame): string {
  return linesIn(range.file) === undefined ? arrow(range, frame) : `${arrow(range, frame)}\n${framed(range, mark, style, frame)}`
}

/** A suggestion, and what it would change, file by file. */
function help(suggestion: Suggestion, mainFile: string, linesIn: LinesIn, frame: Frame): string {
  const parts = [`${frame.paint('help', 'help')}: ${printable(suggestion.message)}`]
  for (const [file, edits] of byFile(suggestion.edits)) {
    const lines = linesIn(file)
    const change = lines === undefined ? undefined : suggestedChange(edits, lines, frame)
    if (change === undefined) continue
    if (file !== mainFile) parts.push(arrowTo(file, frame))
    parts.push(change)
  }
  return parts.join('\n')
}

function byFile(edits: readonly Edit[]): ReadonlyMap<string, readonly Edit[]> {
  return new Map([...new Set(edits.map(({ file }) => file))].map((file) => [file, edits.filter((edit) => edit.file === file)]))
}

function gutterOf(diagnostic: Diagnostic, linesIn: LinesIn): number {
  const suggested = diagnostic.suggestions.flatMap(({ edits }) =>
    [...byFile(edits)].map(([file, some]) => {
      const lines = linesIn(file)
      return lines === undefined ? 0 : lastSuggestedLine(some, lines)
    }),
  )
  return String(Math.max(lastLineOf(diagnostic), ...diagnostic.related.map(lastLineOf), ...suggested)).length
}

/** The last line of a range that its excerpt shows. */
function lastLineOf({ line, endLine }: Range): number {
  return Math.min(endLine, line + 1)
}
