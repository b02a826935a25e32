import { cellsOf, printable } from '../source/printable.ts'

/** Rows as columns, two spaces apart; the last column may be as wide as it likes. */
export function table(rows: readonly (readonly string[])[], indent = '  '): string {
  const shown = rows.map((row) => row.map(printable))
  const widths: number[] = []
  for (const row of shown) for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, widthOf(cell))
  return shown
    .map((row) => indent + row.map((cell, index) => (index === row.length - 1 ? cell : pad(cell, widths[index] ?? 0))).join('  '))
    .map((line) => `${line.trimEnd()}\n`)
    .join('')
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - widthOf(cell)))
}

function widthOf(text: string): number {
  let width = 0
  for (const letter of text) width += cellsOf(letter)
  return width
}
