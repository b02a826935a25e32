import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { builtinPackagers, builtinRenderers } from '../../assemble/builtin.ts'
import { loadRenderer } from '../../assemble/load-renderer.ts'
import { collectFindings } from '../../diagnostics/findings.ts'
import { locateFindings } from '../../diagnostics/locate-findings.ts'
import { load } from '../../load/load.ts'
import type { Json, JsonObject, Source } from '../../source/source.ts'
import { addExamples, type Context, defineCommand } from '../command.ts'
import { table } from '../table.ts'
import { hasErrors, paintFor, tellDiagnostics } from '../tell.ts'

export default defineCommand({
  declare: (command) => {
    addExamples(command, [
      ['platgen renderers', 'what runs for the platform here'],
      ['platgen explain outputs.helm', 'the options of one of them'],
    ])
  },
  run: async (context) => {
    const { io, global } = context
    const { report, list } = collectFindings()
    const isThere = existsSync(resolve(io.cwd, global.file))
    // Without a platform, what comes along is still worth a list. A file that was named has to be there.
    const source = isThere || global.file !== 'platform.yaml' ? load(global.file, { cwd: io.cwd }, report) : undefined
    const written = outputsOf(source)
    const rows = [...(await builtinRows(written)), ...(await ownRows(written, context, report))]
    const outcome = { diagnostics: locateFindings(list(), source), source }
    await tellDiagnostics(outcome, context, 'stdout')
    if (hasErrors(outcome)) return 1
    const paint = paintFor(io.stdout, context)
    const [heading = '', ...lines] = table([['name', 'is', 'runs', 'from', 'makes'], ...rows], { indent: '' }).split('\n')
    io.stdout.write([paint('strong', heading), ...lines].join('\n'))
    return 0
  },
})

type Written = { readonly [name: string]: Json }

function outputsOf(source: Source | undefined): Written {
  const outputs = source?.value.outputs
  return typeof outputs === 'object' && outputs !== null && !Array.isArray(outputs) ? (outputs as JsonObject) : {}
}

async function builtinRows(written: Written): Promise<readonly (readonly string[])[]> {
  const renderers = Object.entries(builtinRenderers).map(([name, find]) => [name, 'renderer', find] as const)
  const packagers = Object.entries(builtinPackagers).map(([name, find]) => [name, 'package', find] as const)
  return Promise.all(
    [...renderers, ...packagers].map(async ([name, is, find]) => {
      const { summary, automatic } = await find()
      const wanted = Object.hasOwn(written, name) ? isOn(written[name]) : automatic === true
      return [name, is, wanted ? 'yes' : Object.hasOwn(written, name) ? 'no' : 'when named', 'platgen', summary]
    }),
  )
}

/** Renderers of the user. What is wrong with them is reported as it is for every other command. */
async function ownRows(
  written: Written,
  { io, global }: Context,
  report: Parameters<typeof loadRenderer>[3],
): Promise<readonly (readonly string[])[]> {
  const known = [...Object.keys(builtinRenderers), ...Object.keys(builtinPackagers)]
  const rows: string[][] = []
  for (const name of Object.keys(written).filter((one) => !known.includes(one))) {
    const renderer = await loadRenderer(name, dirname(resolve(io.cwd, global.file)), known, report)
    if (renderer !== undefined) rows.push([renderer.name, 'renderer', isOn(written[name]) ? 'yes' : 'no', name, renderer.summary])
  }
  return rows
}

function isOn(block: Json | undefined): boolean {
  return typeof block !== 'object' || block === null || (block as JsonObject).enabled !== false
}
