import { nearest } from '../../diagnostics/suggest.ts'
import { fieldsBelow, findField, rootField } from '../../explain/field.ts'
import { findPage, pageCodes } from '../../explain/pages.ts'
import { wordsOf } from '../../explain/words.ts'
import { addExamples, type Context, defineCommand } from '../command.ts'
import { describeCode } from '../explaining/code.ts'
import { describeField } from '../explaining/field.ts'
import { describeOutput } from '../explaining/output.ts'
import type { Paint } from '../paint.ts'
import { table } from '../table.ts'
import { paintFor } from '../tell.ts'
import { UsageError } from '../usage.ts'

export default defineCommand({
  declare: (command) => {
    command.argument('[what]', 'A code, a field, `list` for every code; nothing for all sections.')
    addExamples(command, [
      ['platgen explain services.replicas', 'what can be written there'],
      ['platgen explain outputs.helm', 'the options of an output'],
      ['platgen explain check/unknown-service', 'why it is a mistake, and how it is right'],
      ['platgen explain list', 'every code'],
    ])
  },
  run: async (context, _options, [what]) => {
    const { io } = context
    const paint = paintFor(io.stdout, context)
    io.stdout.write(what === undefined ? overview(paint) : what === 'list' ? codeList() : await describe(what, context, paint))
    return 0
  },
})

async function describe(what: string, context: Context, paint: Paint): Promise<string> {
  const { columns } = context.io.stdout
  if (what.includes('/') && !what.startsWith('/') && !what.startsWith('outputs')) {
    const page = findPage(what)
    if (page !== undefined) return describeCode(page, paint, columns)
    throw unknown(`there is no code \`${what}\``, [nearest(what, pageCodes())], '`platgen explain list` lists them')
  }
  const [, output] = /^(?:outputs\.|\/outputs\/)(.+)$/.exec(what) ?? []
  if (output !== undefined) return describeOutput(output, context, paint)
  const found = findField(what)
  if ('field' in found) return describeField(found.field, paint, columns)
  throw unknown(`there is no field \`${what}\``, found.near, '`platgen explain` lists the sections')
}

function unknown(message: string, near: readonly (string | undefined)[], otherwise: string): UsageError {
  const names = near.flatMap((name) => (name === undefined ? [] : [`\`${name.replace(/\.NAME\b|\[\]/g, '')}\``]))
  if (names.length === 0) return new UsageError(message, otherwise)
  return new UsageError(message, names.length === 1 ? `did you mean ${names[0]}?` : `there are ${names.join(', ')}`)
}

function overview(paint: Paint): string {
  const sections = fieldsBelow(rootField()).map(({ key, part }) => [key, firstSentence(wordsOf(part).description ?? '')])
  const stages = [...new Set(pageCodes().map(stageOf))].map((stage) => [
    stage,
    `${pageCodes().filter((code) => stageOf(code) === stage).length}`,
  ])
  return [
    `${paint('strong', 'Sections of platform.yaml')}\n${table(sections)}`,
    `${paint('strong', 'Codes of mistakes, by the stage that finds them')}\n${table(stages)}`,
    `${paint('faint', '`platgen explain SECTION`, `platgen explain SECTION.FIELD`, `platgen explain CODE`, `platgen explain list`')}\n`,
  ].join('\n')
}

function codeList(): string {
  return table(
    pageCodes().map((code) => [code, findPage(code)?.title ?? '']),
    { indent: '' },
  )
}

function stageOf(code: string): string {
  return code.slice(0, code.indexOf('/'))
}

function firstSentence(text: string): string {
  return /^.*?[.:](?=\s|$)/.exec(text)?.[0].replace(/:$/, '.') ?? text
}
