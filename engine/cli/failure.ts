import { printable } from '../source/printable.ts'
import { bugReport } from './bug.ts'
import type { ExitCode } from './command.ts'
import type { Io } from './io.ts'
import { choosePaint, colorChoiceOf } from './paint.ts'
import { UsageError } from './usage.ts'

/** Tells why the program could not do its work. What is neither a wrong call nor the system's refusal is our bug. */
export function failure(error: unknown, argv: readonly string[], io: Io): ExitCode {
  const paint = choosePaint(colorChoiceOf(argv), io.stderr, io.env)
  const tell = (message: string, hint: string | undefined): void =>
    io.stderr.write(
      `${paint('error', 'error')}${paint('strong', `: ${printable(message)}`)}\n${hint === undefined ? '' : `${paint('help', 'help')}: ${printable(hint)}\n`}`,
    )
  if (error instanceof UsageError) {
    tell(error.message, error.hint ?? '`platgen --help` lists what there is')
    return 2
  }
  if (isSystemError(error)) {
    tell(`the system refuses: ${error.message}`, undefined)
    return 1
  }
  io.stderr.write(bugReport(error, argv))
  return 3
}

/** Of the file system, mostly: no space, no permission. Node marks them with the call that failed. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error
}
