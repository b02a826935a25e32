import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Paint } from '../paint.ts'

/** More codes than this are not repeated at the end. */
const MOST_CODES = 3

/** The last lines: how many of each severity, and where to read more. */
export function summary(diagnostics: readonly Diagnostic[], paint: Paint): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const warnings = diagnostics.length - errors
  const counts = [
    ...(errors > 0 ? [paint('error', counted(errors, 'error'))] : []),
    ...(warnings > 0 ? [paint('warning', counted(warnings, 'warning'))] : []),
  ]
  const codes = [...new Set(diagnostics.map(({ code }) => code))]
  const more =
    codes.length > MOST_CODES
      ? '`platgen explain CODE` says more about a code'
      : `${codes.map((code) => `\`platgen explain ${code}\``).join(', ')} ${codes.length === 1 ? 'says' : 'say'} more`
  return `${counts.join(', ')}\n${paint('faint', more)}`
}

/** A number with its noun, in the plural where that is due. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
