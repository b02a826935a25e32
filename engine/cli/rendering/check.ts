import { printable } from '../../source/printable.ts'
import { textDiff } from '../../write/text-diff.ts'
import type { Context, ExitCode } from '../command.ts'
import { counted } from '../format/summary.ts'
import { hasErrors, isChatty, paintFor, tellDiagnostics } from '../tell.ts'
import { paintDiff } from './paint-diff.ts'
import { type RenderOptions, renderPlatform } from './request.ts'

/** `platgen render --check`: whether the output folder is as it would be rendered, with a diff that `git apply` takes when it is not. */
export async function checkRendered(options: RenderOptions, context: Context): Promise<ExitCode> {
  const { io, global } = context
  const outcome = await renderPlatform(options, 'compare', context)
  await tellDiagnostics(outcome, context)
  if (hasErrors(outcome) || outcome.written === undefined) return 1
  const { differences, edited } = outcome.written
  if (global.format === 'text') {
    const paint = paintFor(io.stdout, context)
    for (const { path, before, after } of differences) io.stdout.write(paintDiff(textDiff(path, before(), after()), paint))
  }
  if (isChatty(context)) {
    const paint = paintFor(io.stderr, context)
    const out = printable(options.out)
    if (differences.length === 0) io.stderr.write(`${paint('help', 'up to date')}: ${out}\n`)
    else {
      const byHand = edited.length > 0 ? ` (${counted(edited.length, 'file was', 'files were')} edited by hand)` : ''
      const count = `${counted(differences.length, 'file differs', 'files differ')} from platform.yaml${byHand}`
      io.stderr.write(`${paint('error', 'out of date')}: ${out}, ${count}\n${paint('help', 'help')}: run \`platgen render\`\n`)
    }
  }
  return differences.length === 0 ? 0 : 1
}
