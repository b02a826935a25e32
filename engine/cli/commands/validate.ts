import { run } from '../../pipeline.ts'
import { printable } from '../../source/printable.ts'
import { addExamples, defineCommand } from '../command.ts'
import { counted } from '../format/summary.ts'
import { hasErrors, isChatty, paintFor, tellDiagnostics } from '../tell.ts'

export default defineCommand({
  declare: (command) => {
    addExamples(command, [
      ['platgen validate', 'every mistake, with its place and how to mend it'],
      ['platgen validate --format github', 'as annotations of a pull request'],
      ['platgen validate --format sarif > platgen.sarif', 'for code scanning'],
    ])
  },
  run: async (context) => {
    const { io, global } = context
    const outcome = await run({ file: global.file, cwd: io.cwd, until: 'check', out: 'out' })
    await tellDiagnostics(outcome, context)
    if (hasErrors(outcome)) return 1
    if (isChatty(context)) {
      const paint = paintFor(io.stderr, context)
      const environments = outcome.models.map(({ environment }) => environment.name)
      const count = (part: 'services' | 'stores'): number => new Set(outcome.models.flatMap((model) => Object.keys(model[part]))).size
      const things = `${counted(count('services'), 'service')} and ${counted(count('stores'), 'store')} in ${environments.join(', ')}`
      io.stderr.write(`${paint('help', 'valid')}: ${printable(global.file)}, ${things}\n`)
    }
    return 0
  },
})
