import { createHash } from 'node:crypto'
import type { Context } from '../command.ts'

/**
 * Prints what differs, for people: on a terminal, or folded up in the log of a GitHub workflow, where a line of it that looks like a command to the runner
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#stopping-and-starting-workflow-commands) is none.
 * JSON and SARIF tell of mistakes alone.
 */
export function logDifferences(text: string, title: string, { io, global }: Context): void {
  if (text === '') return
  if (global.format === 'text') io.stdout.write(text)
  if (global.format !== 'github') return
  const token = createHash('sha256').update(text).digest('hex')
  io.stdout.write(`::group::${title}\n::stop-commands::${token}\n${text}::${token}::\n::endgroup::\n`)
}
