import type { ExitCode } from './command.ts'
import type { Io } from './io.ts'

/**
 * The program: a call in, an exit code out. Never throws, and never ends the process.
 * Everything else is loaded when it is needed, because it starts in every CI job and on every save.
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    const { runProgram } = await import('./program.ts')
    const exit = await runProgram(argv, io)
    return io.stop.aborted ? 130 : exit
  } catch (error) {
    const { failure } = await import('./failure.ts')
    return failure(error, argv, io)
  }
}
