import type { Range } from '../../diagnostics/diagnostic.ts'
import { excerpt } from '../../source/excerpt.ts'
import { printable } from '../../source/printable.ts'
import type { Paint, Style } from '../paint.ts'

/** Narrower than this nothing can be shown that helps; wider nobody reads. */
const NARROWEST = 30
const WIDEST = 140

/** How the frame around excerpts is drawn. */
export interface Frame {
  readonly paint: Paint
  /** Digits of the largest line number of the diagnostic, so that all its excerpts stand below one another. */
  readonly gutter: number
  /** Width of the terminal, or undefined when nobody cares. */
  readonly columns: number | undefined
  /** A line of a file, from 1, without what must not be shown. */
  readonly lineOf: (file: string, line: number) => string
}

/** The lines of a range with their numbers and marks below: `^` where it is wrong, `-` where it is only related. */
export function framed(range: Range, mark: '^' | '-', style: Style, frame: Frame): string {
  const width = Math.max(NARROWEST, Math.min(frame.columns ?? WIDEST, WIDEST) - frame.gutter - 3)
  const lines = excerpt(range, frame.lineOf, { width, lines: 2 }).flatMap(({ line, text, from, to }) => [
    numbered(line, '|', text.trimEnd(), frame),
    `${bar(frame)} ${' '.repeat(from)}${frame.paint(style, mark.repeat(to - from))}`,
  ])
  return [bar(frame), ...lines].join('\n')
}

/** An empty line of the frame. */
export function bar(frame: Frame): string {
  return `${' '.repeat(frame.gutter)} ${frame.paint('frame', '|')}`
}

/** A line of the frame with its number. */
export function numbered(line: number, sign: string, text: string, frame: Frame, style: Style = 'frame'): string {
  return `${frame.paint('frame', String(line).padStart(frame.gutter))} ${frame.paint(style, sign)}${text === '' ? '' : ` ${text}`}`
}

/** A remark that hangs on the frame. */
export function remark(word: string, text: string, frame: Frame): string {
  return `${' '.repeat(frame.gutter)} ${frame.paint('frame', '=')} ${frame.paint('strong', word)}: ${text}`
}

/** Where it is, as editors and terminals know to open it. */
export function arrow({ file, line, column }: Range, frame: Frame): string {
  return `${arrowTo(file, frame)}:${line}:${column}`
}

/** Which file it is in. */
export function arrowTo(file: string, frame: Frame): string {
  return `${' '.repeat(frame.gutter)}${frame.paint('frame', '-->')} ${printable(file)}`
}

/** A whole line as it is shown: tabs have a width, and nothing can disturb the terminal. */
export function shownLine(text: string): string {
  return printable(text.replaceAll('\t', '    '))
}
