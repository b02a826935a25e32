/** One line of the table. */
export interface Row {
  readonly name: string
  readonly ours: number
  /** The other's number; undefined when there is nobody to compare with, or when it could not be measured. */
  readonly peer: number | undefined
  readonly unit: string
  /** How many times better or larger, as the aim counts it. */
  readonly ratio?: number | undefined
  readonly aim?: { readonly what: 'ratio' | 'ours'; readonly least?: number; readonly most?: number; readonly unit?: string } | undefined
  /** Why a number is missing, or how it was come by. */
  readonly note?: string
}

/** Whether a row is as good as it aims to be; undefined when it aims at nothing or has no number. */
export function isReached({ aim, ours, ratio }: Row): boolean | undefined {
  const value = aim?.what === 'ours' ? ours : ratio
  if (aim === undefined || value === undefined || Number.isNaN(value)) return undefined
  return value >= (aim.least ?? Number.NEGATIVE_INFINITY) && value <= (aim.most ?? Number.POSITIVE_INFINITY)
}

/** Prints the rows as a table, and then what is not reached. */
export function printTable(rows: readonly Row[]): void {
  const cells = rows.map((row) => [
    row.name,
    quantity(row.ours, row.unit),
    row.peer === undefined ? '–' : quantity(row.peer, row.unit),
    times(row),
    aimOf(row),
    verdict(row),
  ])
  const all = [['', 'platgen', 'other', 'ratio', 'aim', ''], ...cells]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((line) => (line[column] ?? '').length))) ?? []
  for (const line of all)
    console.log(
      line
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
  const notes = rows.flatMap(({ name, note }) => (note === undefined ? [] : [`${name}: ${note}`]))
  if (notes.length > 0) console.log(`\n${notes.join('\n')}`)
  const missed = rows.filter((row) => isReached(row) === false)
  const unknown = rows.filter((row) => row.aim !== undefined && isReached(row) === undefined)
  const names = (some: readonly Row[]) => some.map((row) => `\n  ${row.name}: ${aimOf(row)} is aimed at`).join('')
  if (missed.length > 0) console.log(`\nNot reached:${names(missed)}`)
  if (unknown.length > 0) console.log(`\nNot measured:${names(unknown)}`)
  if (missed.length + unknown.length === 0) console.log('\nEvery aim is reached.')
}

function verdict(row: Row): string {
  const reached = isReached(row)
  return reached === undefined ? '' : reached ? 'reached' : 'NOT REACHED'
}

function times({ ratio }: Row): string {
  return ratio === undefined ? '' : `${round(ratio)}×`
}

function aimOf({ aim }: Row): string {
  if (aim === undefined) return ''
  const unit = aim.what === 'ratio' ? '×' : aim.unit === undefined ? '' : ` ${aim.unit}`
  return aim.least === undefined ? `≤ ${aim.most}${unit}` : `≥ ${aim.least}${unit}`
}

function quantity(value: number, unit: string): string {
  if (unit !== 's') return `${round(value)} ${unit}`.trim()
  return value < 1 ? `${round(value * 1000)} ms` : `${round(value)} s`
}

/** Three digits that say something. */
function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)
}
