import { addExamples, defineCommand } from '../command.ts'
import { addRenderOptions, type RenderOptions } from '../rendering/request.ts'

interface Options extends RenderOptions {
  readonly stdout?: boolean
  readonly check?: boolean
  readonly watch?: boolean
  readonly force?: boolean
}

export default defineCommand<Options>({
  declare: (command) => {
    addRenderOptions(command)
    const modes = ['stdout', 'check', 'watch'] as const
    const meanings = {
      stdout: 'Print what would be written, and write nothing. YAML files are one stream.',
      check: 'Write nothing; print a diff and exit with 1 when the folder is not as it would be rendered.',
      watch: 'Render again whenever a file of the platform changes.',
    }
    for (const mode of modes)
      command.addOption(command.createOption(`--${mode}`, meanings[mode]).conflicts(modes.filter((other) => other !== mode)))
    command.option('--force', 'Overwrite files that a person edited, or that platgen did not write.')
    addExamples(command, [
      ['platgen render', 'everything, into out/'],
      ['platgen render --env prod --only manifests --stdout | kubectl diff -f -', 'against the cluster'],
      ['platgen render --env prod --release orders=1.4.2@sha256:… --stdout', 'what a pipeline built, without editing a file'],
      ['platgen render --check', 'in CI: is out/ up to date?'],
      ['platgen render --watch', 'while you edit'],
    ])
  },
  run: async (context, options) => {
    if (options.stdout === true) return (await import('../rendering/print.ts')).renderToStdout(options, context)
    if (options.check === true) return (await import('../rendering/check.ts')).checkRendered(options, context)
    if (options.watch === true) return (await import('../rendering/watch.ts')).watchAndRender(options, context)
    return (await import('../rendering/write.ts')).renderToDisk(options, context)
  },
})
