import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Paint } from '../paint.ts'

export const formats = ['text', 'json', 'sarif', 'github'] as const
/** The ways to tell mistakes. */
export type Format = (typeof formats)[number]

/** What a printer may need beside the diagnostics. */
export interface Printing {
  /** The text of a file of the platform, without a byte order mark, or undefined when it could not be read. */
  readonly textOf: (file: string) => string | undefined
  readonly paint: Paint
  /** Width to fit into; undefined when nobody cares. */
  readonly columns: number | undefined
}

/** Diagnostics as text, with a line break at the end unless there is nothing to say. */
export type Printer = (diagnostics: readonly Diagnostic[], printing: Printing) => string

/** Each printer is loaded when it is asked for. */
export async function loadPrinter(format: Format): Promise<Printer> {
  switch (format) {
    case 'text':
      return (await import('./text.ts')).printText
    case 'json':
      return (await import('./json.ts')).printJson
    case 'sarif':
      return (await import('./sarif.ts')).printSarif
    case 'github':
      return (await import('./github.ts')).printGithub
  }
}
