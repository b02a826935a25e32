import { printable } from '../../source/printable.ts'
import { textDiff } from '../../write/text-diff.ts'
import type { Context, ExitCode } from '../command.ts'
import { counted } from '../format/summary.ts'
import { hasErrors, isChatty, paintFor, tellDiagnostics } from '../tell.ts'
import { logDifferences } from './log.ts'
import { paintDiff } from './paint-diff.ts'
import { type RenderOptions, renderPlatform } from './request.ts'

/** `platgen render --check`: whether the output folder is as it would be rendered, with a diff that `git apply` takes when it is not. */
export async function checkRendered(options: RenderOptions, context: Context): Promise<ExitCode> {
  const { io, global } = context
  const outcome = await renderPlatform(options, 'compare', context)
  await tellDiagnostics(outcome, context)
  if (hasErrors(outcome) || outcome.written === undefined) return 1
  const { differences, edited } = outcome.written
  const paint = paintFor(io.stdout, context)
  const diff = differences.map(({ path, before, after }) => paintDiff(textDiff(path, before(), after()), paint)).join('')
  const byHand = edited.length > 0 ? ` (${counted(edited.length, 'file was', 'files were')} edited by hand)` : ''
  const what = `${counted(differences.length, 'file differs', 'files differ')} from platform.yaml${byHand}`
  logDifferences(diff, what, context)
  if (global.format === 'github' && differences.length > 0) io.stdout.write(`::error title=out of date::${what}; run \`platgen render\`\n`)
  if (isChatty(context)) {
    const painted = paintFor(io.stderr, context)
    const out = printable(options.out)
    if (differences.length === 0) io.stderr.write(`${painted('help', 'up to date')}: ${out}\n`)
    else io.stderr.write(`${painted('error', 'out of date')}: ${out}, ${what}\n${painted('help', 'help')}: run \`platgen render\`\n`)
  }
  return differences.length === 0 ? 0 : 1
}
