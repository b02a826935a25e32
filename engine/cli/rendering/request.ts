import type { Command } from 'commander'
import { type Outcome, type Request, run } from '../../pipeline.ts'
import { type Context, collect } from '../command.ts'
import { openProgress } from '../progress.ts'

/** What everything that renders understands. */
export interface RenderOptions {
  readonly env?: readonly string[]
  readonly only?: readonly string[]
  readonly out: string
}

/** Declares the options of whatever renders. */
export function addRenderOptions(command: Command): void {
  command
    .option('-e, --env <name>', 'Only this environment; can be repeated.', collect)
    .option('--only <name>', 'Only this renderer or package; can be repeated. `platgen renderers` lists them.', collect)
    .option('-o, --out <folder>', 'The output folder.', 'out')
}

/** Runs the pipeline, with a line of progress when it takes long. */
export async function renderPlatform(
  { env, only, out }: RenderOptions,
  until: Request['until'],
  context: Context,
  more: Pick<Request, 'force' | 'deliver'> = {},
): Promise<Outcome> {
  const { io, global } = context
  const progress = openProgress(context)
  try {
    return await run({
      file: global.file,
      cwd: io.cwd,
      until,
      out,
      progress: progress.update,
      stop: io.stop,
      ...(env === undefined ? {} : { environments: env }),
      ...(only === undefined ? {} : { only }),
      ...more,
    })
  } finally {
    progress.end()
  }
}
