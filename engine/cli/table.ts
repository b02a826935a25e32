import { cellsOf, printable } from '../source/printable.ts'
import { wrapped } from './wrap.ts'

/** How a table is laid out. */
export interface TableOptions {
  /** Before every line. Default two spaces. */
  readonly indent?: string
  /** Into which the last column is broken. Default is not at all. */
  readonly columns?: number
}

/** Rows as columns, two spaces apart. */
export function table(rows: readonly (readonly string[])[], { indent = '  ', columns }: TableOptions = {}): string {
  const shown = rows.map((row) => row.map(printable))
  const widths: number[] = []
  for (const row of shown) for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, widthOf(cell))
  return shown.map((row) => line(row, widths, indent, columns)).join('')
}

function line(row: readonly string[], widths: readonly number[], indent: string, columns: number | undefined): string {
  const head =
    indent +
    row
      .slice(0, -1)
      .map((cell, index) => `${pad(cell, widths[index] ?? 0)}  `)
      .join('')
  const last = row.at(-1) ?? ''
  const lines = columns === undefined ? [last] : wrapped(last, columns - widthOf(head))
  return lines
    .map((text, index) => `${(index === 0 ? head : ' '.repeat(widthOf(head))) + text}`.trimEnd())
    .join('\n')
    .concat('\n')
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - widthOf(cell)))
}

function widthOf(text: string): number {
  let width = 0
  for (const letter of text) width += cellsOf(letter)
  return width
}
