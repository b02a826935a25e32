import type { OutputFile } from '../../render/artifact.ts'
import type { Context, ExitCode } from '../command.ts'
import { hasErrors, tellDiagnostics } from '../tell.ts'
import { type RenderOptions, renderPlatform } from './request.ts'

/** `platgen render --stdout`: every file, after a comment that names it. The YAML files are one stream of documents, as kubectl reads it. */
export async function renderToStdout(options: RenderOptions, context: Context): Promise<ExitCode> {
  const files: OutputFile[] = []
  const outcome = await renderPlatform(options, 'plan', context, { deliver: (file) => files.push(file) })
  await tellDiagnostics(outcome, context, 'stdout')
  if (hasErrors(outcome)) return 1
  for (const { path, content } of files.sort((a, b) => (a.path < b.path ? -1 : 1)))
    context.io.stdout.write(`${/\.ya?ml$/.test(path) ? '---\n' : ''}# ${path}\n${content.endsWith('\n') ? content : `${content}\n`}`)
  return 0
}
