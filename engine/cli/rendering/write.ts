import type { Context, ExitCode } from '../command.ts'
import { hasErrors, isChatty, paintFor, tellDiagnostics } from '../tell.ts'
import { type RenderOptions, renderPlatform } from './request.ts'
import { renderSummary } from './summary.ts'

/** `platgen render`: writes the output folder, and sums up what was done. */
export async function renderToDisk(options: RenderOptions & { readonly force?: boolean }, context: Context): Promise<ExitCode> {
  const { io } = context
  const start = io.now()
  const outcome = await renderPlatform(options, 'write', context, { force: options.force === true })
  await tellDiagnostics(outcome, context)
  if (hasErrors(outcome)) return 1
  if (io.stop.aborted && outcome.written === undefined) return 130
  if (isChatty(context)) io.stdout.write(renderSummary(outcome, options, io.now() - start, paintFor(io.stdout, context)))
  return 0
}
