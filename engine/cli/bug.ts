import { inspect } from 'node:util'
import { printable } from '../source/printable.ts'
import { version } from './version.ts'

/** What a person sees when platgen itself fails: that it is not their fault, and what to send us. */
export function bugReport(error: unknown, argv: readonly string[]): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : inspect(error)
  const cause = error instanceof Error && error.cause !== undefined ? [`caused by: ${inspect(error.cause)}`] : []
  const lines = [
    'error: platgen has a bug. It is not the fault of your platform, and no half-written file is left behind.',
    '',
    ...[stack, ...cause].flatMap((text) => text.split('\n')).map((line) => `    ${printable(line)}`),
    '',
    `    platgen ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    `    platgen ${printable(argv.join(' '))}`,
    '',
    'Please report it with the lines above, and the smallest platform.yaml that shows it, if you may share it.',
  ]
  return `${lines.join('\n')}\n`
}
