import type { Definition, Fix, Place, RelatedPlace, Report } from '../diagnostics/diagnostic.ts'
import type { TextEdit } from '../source/edit.ts'

/** A way to mend a text that has yet to be tried. */
export interface Remedy {
  /** An imperative, as in `Fix`. */
  readonly message: string
  readonly edits: readonly TextEdit[]
}

/** One mistake in a text: what to say, where, and how it might be mended. */
export interface Diagnosis {
  readonly start: number
  readonly end: number
  /** In the order in which they are to be tried. */
  readonly remedies: readonly Remedy[]
  readonly say: (report: Report, file: string, fixes: readonly Fix[]) => void
}

/** What else to show: another part of the same text. */
export interface Beside {
  readonly message: string
  readonly start: number
  readonly end: number
}

/** Puts a code and its place together. */
export function diagnosis<Params>(
  definition: Definition<Params>,
  start: number,
  end: number,
  params: Params,
  remedies: readonly Remedy[] = [],
  beside?: Beside,
): Diagnosis {
  return {
    start,
    end,
    remedies,
    say: (report, file, fixes) => {
      const place: Place = { file, start, end }
      const related: readonly RelatedPlace[] =
        beside === undefined ? [] : [{ message: beside.message, place: { file, start: beside.start, end: beside.end } }]
      report(definition, place, params, { related, fixes })
    },
  }
}

/** A part of the text as it is quoted in a message: its first line, and not more of it than is needed to find it. */
export function quoted(text: string): string {
  const [line = ''] = text.split(/\r?\n/, 1)
  return line.length > 40 ? `${line.slice(0, 39)}…` : line
}
