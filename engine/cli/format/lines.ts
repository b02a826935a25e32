import { concealing } from '../../diagnostics/conceal.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { lineStarts, positionOf } from '../../source/lines.ts'

/** The lines of one file. */
export interface Lines {
  /** The text, without what must not be shown; every character stands where it stood. */
  readonly text: string
  /** A line, from 1, without its line break. Beyond the end it is empty. */
  readonly line: (number: number) => string
  /** Where a line starts; beyond the end, the end of the text. */
  readonly start: (number: number) => number
  /** The line of an offset, from 1. */
  readonly at: (offset: number) => number
}

/** The lines of the files that diagnostics are about, found once however many excerpts are shown. What looks like a secret is covered in all of them. */
export function openLines(
  textOf: (file: string) => string | undefined,
  diagnostics: readonly Diagnostic[],
): (file: string) => Lines | undefined {
  const files = new Map<string, Lines | undefined>()
  return (file) => {
    if (!files.has(file)) {
      const text = textOf(file)
      files.set(file, text === undefined ? undefined : linesOf(covered(file, text, diagnostics)))
    }
    return files.get(file)
  }
}

function covered(file: string, text: string, diagnostics: readonly Diagnostic[]): string {
  if (!diagnostics.some((one) => one.file === file && one.concealed === true)) return text
  const { line, start } = linesOf(text)
  const conceal = concealing((_file, number) => line(number), diagnostics)
  const count = lineStarts(text).length
  const parts = Array.from({ length: count }, (_, index) => {
    const clear = line(index + 1)
    return conceal(file, index + 1) + text.slice(start(index + 1) + clear.length, start(index + 2))
  })
  return parts.join('')
}

function linesOf(text: string): Lines {
  const starts = lineStarts(text)
  const start = (number: number): number => starts[number - 1] ?? text.length
  return {
    text,
    start,
    line: (number) => text.slice(start(number), start(number + 1)).replace(/[\r\n]+$/, ''),
    at: (offset) => positionOf(starts, offset).line,
  }
}
