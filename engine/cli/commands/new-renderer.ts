import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { addExamples, defineCommand } from '../command.ts'
import { texts } from '../skeleton.generated.ts'
import { table } from '../table.ts'
import { isChatty, paintFor } from '../tell.ts'
import { UsageError } from '../usage.ts'
import { version } from '../version.ts'

/** The name of the renderer in every file of the skeleton. */
const PLACEHOLDER = /my-renderer/g
/** As the engine wants it. */
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/

export default defineCommand({
  declare: (command) => {
    command.argument('<name>', 'Its name: lower-case letters, digits and `-`. Also the folder that it is written to.')
    addExamples(command, [['platgen new-renderer inventory', 'inventory/index.js, its test, and how to use it']])
  },
  run: async (context, _options, [name = '']) => {
    const { io } = context
    if (!NAME.test(name))
      throw new UsageError(`\`${name}\` can't be the name of a renderer`, 'lower-case letters, digits and `-`, with a letter first')
    const folder = resolve(io.cwd, name)
    if (existsSync(folder)) throw new UsageError(`\`${name}\` is there already`, 'platgen never overwrites it; choose another name')

    mkdirSync(folder)
    for (const [path, text] of Object.entries(texts))
      writeFileSync(join(folder, path), text.replace(PLACEHOLDER, name).replace('PLATGEN_VERSION', version), { flag: 'wx' })

    if (isChatty(context)) {
      const paint = paintFor(io.stdout, context)
      const rows = [
        [`outputs: { ./${name}/index.js: {} }`, 'in platform.yaml, to use it'],
        ['npm install --save-dev platgen', 'once: it brings platgen/sdk and platgen/testing'],
        [`node --test ${name}`, 'its tests'],
        [`npx platgen render --only ${name}`, 'what it makes of your platform'],
      ]
      io.stdout.write(`${paint('help', 'created')} ${name}/{${Object.keys(texts).join(',')}}\n\nNext:\n${table(rows)}`)
    }
    return 0
  },
})
