import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Source } from '../source/source.ts'
import type { Context } from './command.ts'
import { loadPrinter } from './format/printer.ts'
import type { Output } from './io.ts'
import { choosePaint, type Paint } from './paint.ts'

/** Where a command puts what it was asked for. When that is stdout, diagnostics stay away from it. */
export type ProductOn = 'stdout' | 'elsewhere'

/**
 * Tells what was found, in the format that was asked for: as text to a person on stderr; for programs on stdout, whether or not there is anything to tell,
 * unless stdout holds what the command was asked for.
 */
export async function tellDiagnostics(
  { diagnostics, source }: { readonly diagnostics: readonly Diagnostic[]; readonly source: Source | undefined },
  context: Context,
  product: ProductOn = 'elsewhere',
): Promise<void> {
  const { format, quiet } = context.global
  const told = quiet ? diagnostics.filter(({ severity }) => severity === 'error') : diagnostics
  if (format === 'text' && told.length === 0) return
  const output = format === 'text' || product === 'stdout' ? context.io.stderr : context.io.stdout
  const print = await loadPrinter(format)
  const texts = new Map(source?.files.map(({ path, text }) => [path, text]))
  output.write(print(told, { textOf: (file) => texts.get(file), paint: paintFor(output, context), columns: output.columns }))
}

/** Whether something was found that the user has to mend. */
export function hasErrors({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }): boolean {
  return diagnostics.some(({ severity }) => severity === 'error')
}

/** The colours of one output, as the user wants them. */
export function paintFor(output: Output, { global, io }: Context): Paint {
  return choosePaint(global.color, output, io.env)
}

/** Whether a person reads along: summaries are for them, not for programs. */
export function isChatty({ global }: Context): boolean {
  return global.format === 'text' && !global.quiet
}
