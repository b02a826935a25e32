import { addExamples, defineCommand } from '../command.ts'
import { describeDifference } from '../rendering/describe-difference.ts'
import { logDifferences } from '../rendering/log.ts'
import { addRenderOptions, type RenderOptions, renderPlatform } from '../rendering/request.ts'
import { changes } from '../rendering/summary.ts'
import { hasErrors, isChatty, paintFor, tellDiagnostics } from '../tell.ts'

export default defineCommand<RenderOptions>({
  declare: (command) => {
    addRenderOptions(command)
    addExamples(command, [
      ['platgen diff', 'after an edit: which objects and fields would change'],
      ['platgen diff --env prod --only manifests', 'in production alone'],
    ])
    command.addHelpText('after', '\nExit codes: 0 nothing would change, 1 something would, or there are mistakes.')
  },
  run: async (context, options) => {
    const { io } = context
    const outcome = await renderPlatform(options, 'compare', context)
    await tellDiagnostics(outcome, context)
    const { written } = outcome
    if (hasErrors(outcome) || written === undefined) return 1
    const paint = paintFor(io.stdout, context)
    logDifferences(written.differences.map((difference) => describeDifference(difference, paint)).join(''), 'what would change', context)
    if (isChatty(context)) {
      const same = written.differences.length === 0
      io.stderr.write(same ? 'nothing would change\n' : `${changes({ ...written, unchanged: [] })}\n`)
    }
    return written.differences.length === 0 ? 0 : 1
  },
})
