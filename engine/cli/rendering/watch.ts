import { type FSWatcher, watch } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Outcome } from '../../pipeline.ts'
import { printable } from '../../source/printable.ts'
import type { Context, ExitCode } from '../command.ts'
import { hasErrors, isChatty, paintFor, tellDiagnostics } from '../tell.ts'
import { type RenderOptions, renderPlatform } from './request.ts'
import { changes, duration } from './summary.ts'

/** An editor writes a file in several steps, and several files at once. */
const SETTLE = 60
/** What a platform is made of: its files, its renderers and their templates. */
const MATTERS = /\.(ya?ml|json|m?js|njk)$/

/** `platgen render --watch`: renders, and again after every change, until it is stopped. */
export async function watchAndRender(options: RenderOptions & { readonly force?: boolean }, context: Context): Promise<ExitCode> {
  const { io, global } = context
  const { stop, cwd } = io
  const watchers = new Map<string, FSWatcher>()
  let wake = (): void => {}
  let timer: NodeJS.Timeout | undefined

  function settle(_event: string, file: string | null): void {
    if (file !== null && !MATTERS.test(file)) return
    clearTimeout(timer)
    timer = setTimeout(() => wake(), SETTLE)
  }

  /** Folders, not files: editors replace a file by a new one, and a new file may be included. */
  function watchFolders(files: readonly string[]): void {
    for (const folder of new Set(files.map((file) => dirname(resolve(cwd, file))))) {
      if (watchers.has(folder)) continue
      try {
        watchers.set(folder, watch(folder, settle))
      } catch {
        // The folder is not there (yet). What is wrong with that is told by loading.
      }
    }
  }

  stop.addEventListener('abort', () => wake(), { once: true })
  try {
    while (!stop.aborted) {
      const changed = new Promise<void>((done) => {
        wake = done
      })
      watchFolders([global.file])
      const outcome = await renderOnce(options, context)
      watchFolders(outcome.source?.files.map(({ path }) => path) ?? [])
      await changed
    }
  } finally {
    clearTimeout(timer)
    for (const watcher of watchers.values()) watcher.close()
  }
  return 0
}

async function renderOnce(options: RenderOptions & { readonly force?: boolean }, context: Context): Promise<Outcome> {
  const { io } = context
  const start = io.now()
  const outcome = await renderPlatform(options, 'write', context, { force: options.force === true })
  await tellDiagnostics(outcome, context)
  if (isChatty(context) && !io.stop.aborted) {
    const paint = paintFor(io.stdout, context)
    const time = duration(io.now() - start)
    if (hasErrors(outcome) || outcome.written === undefined) io.stdout.write(`${paint('error', 'not rendered')}; waiting for a change\n`)
    else io.stdout.write(`${paint('help', 'rendered')} into ${printable(options.out)} in ${time}: ${changes(outcome.written)}\n`)
  }
  return outcome
}
