import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { toDnsLabel } from '../../kinds/names.ts'
import { printable } from '../../source/printable.ts'
import { addExamples, defineCommand } from '../command.ts'
import type { Io } from '../io.ts'
import { shellWord } from '../shell.ts'
import { table } from '../table.ts'
import { isChatty, paintFor } from '../tell.ts'
import { texts } from '../templates.generated.ts'
import { UsageError, unknownWord } from '../usage.ts'

const DEFAULT_TEMPLATE = 'minimal'
/** The name of the platform in every template. */
const PLACEHOLDER = /my-platform/g
/** As the schema has it for `name`. */
const LONGEST_NAME = 40

interface Options {
  readonly template?: string
}

const templates = Object.keys(texts).map((path) => path.replace(/\.yaml$/, ''))

export default defineCommand<Options>({
  declare: (command) => {
    command
      .argument('[folder]', 'Where to start; made when it is not there. Default is here.')
      .option('-t, --template <name>', `What to start from: ${templates.join(', ')}. Default ${DEFAULT_TEMPLATE}, or what you answer.`)
    addExamples(command, [
      ['platgen init', 'two services in two environments'],
      ['platgen init --template spring shop', 'Spring Boot with MySQL, in the folder shop'],
    ])
  },
  run: async (context, options, [folder = '.']) => {
    const { io } = context
    const root = resolve(io.cwd, folder)
    const file = join(root, 'platform.yaml')
    const shown = join(folder, 'platform.yaml')
    const taken = (): UsageError => new UsageError(`\`${shown}\` is there already`, 'platgen never overwrites it; choose another folder')
    if (options.template !== undefined) known(options.template)
    if (existsSync(file)) throw taken()
    const text = texts[`${await chooseTemplate(options.template, io)}.yaml`] ?? ''

    mkdirSync(root, { recursive: true })
    try {
      writeFileSync(file, text.replace(PLACEHOLDER, platformName(root)), { flag: 'wx' })
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw taken()
      throw error
    }
    if (isChatty(context)) {
      const paint = paintFor(io.stdout, context)
      const steps = [
        ...(folder === '.' ? [] : [[`cd ${shellWord(folder)}`]]),
        ['platgen schema > platform.schema.json', 'completion in your editor'],
        ['platgen validate', 'find every mistake'],
        ['platgen render', 'write everything into out/'],
      ]
      io.stdout.write(
        `${paint('help', 'created')} ${printable(shown)}\n\nNext:\n${table(steps)}\nout/ is made from platform.yaml. Commit it to review what changes, or add it to .gitignore.\n`,
      )
    }
    return 0
  },
})

/** The one question, and none when the answer is given or nobody is there. */
async function chooseTemplate(wanted: string | undefined, { ask }: Io): Promise<string> {
  const answer =
    wanted ?? (ask === undefined ? '' : (await ask(`Start from which template (${templates.join(', ')})? [${DEFAULT_TEMPLATE}] `)).trim())
  const name = answer === '' ? DEFAULT_TEMPLATE : answer
  return known(name)
}

function known(name: string): string {
  if (!templates.includes(name)) throw unknownWord('template', name, templates)
  return name
}

/** The folder's name, as far as it can be one of a platform. */
function platformName(root: string): string {
  const name = toDnsLabel(basename(root)).slice(0, LONGEST_NAME).replace(/-$/, '')
  return name === '' ? 'my-platform' : name
}
