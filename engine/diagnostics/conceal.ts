import type { Diagnostic } from './diagnostic.ts'

type LineOf = (file: string, line: number) => string

/**
 * Lines as they may be printed: what any concealed diagnostic points at is covered, so that an excerpt of a neighbour does not show it either.
 * Columns stay what they were.
 * @param lineOf Gives a line's text (see `Locator.line`).
 */
export function concealing(lineOf: LineOf, diagnostics: readonly Diagnostic[]): LineOf {
  const hidden = diagnostics.filter((diagnostic) => diagnostic.concealed === true)
  if (hidden.length === 0) return lineOf
  return (file, line) => {
    let text = lineOf(file, line)
    for (const range of hidden) {
      if (range.file !== file || line < range.line || line > range.endLine) continue
      const from = line === range.line ? range.column - 1 : 0
      const to = line === range.endLine ? range.endColumn - 1 : text.length
      text = text.slice(0, from) + text.slice(from, to).replace(/\S/g, '*') + text.slice(to)
    }
    return text
  }
}
