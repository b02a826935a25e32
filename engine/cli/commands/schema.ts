import schema from '../../../schema/generated/platform.schema.json' with { type: 'json' }
import { addExamples, defineCommand } from '../command.ts'

export default defineCommand({
  declare: (command) => {
    addExamples(command, [
      ['platgen schema > platform.schema.json', 'then `# yaml-language-server: $schema=./platform.schema.json` on the first line'],
    ])
  },
  run: async ({ io }) => {
    io.stdout.write(`${JSON.stringify(schema, undefined, 2)}\n`)
    return 0
  },
})
