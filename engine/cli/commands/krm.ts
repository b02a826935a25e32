import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeYaml } from '../../emit/yaml.ts'
import { type Outcome, run } from '../../pipeline.ts'
import type { OutputFile } from '../../render/artifact.ts'
import type { JsonObject } from '../../source/source.ts'
import { addExamples, defineCommand } from '../command.ts'
import { type FunctionConfig, readFunctionConfig } from '../krm/function-config.ts'
import { replaceItems } from '../krm/items.ts'
import { type Result, readResourceList, resourceList } from '../krm/resource-list.ts'
import { readDocuments } from '../rendering/documents.ts'
import { hasErrors } from '../tell.ts'

export default defineCommand({
  declare: (command) => {
    addExamples(command, [
      ['platgen krm < list.yaml', 'a ResourceList in, a ResourceList out'],
      ['kpt fn eval --exec "platgen krm" --fn-config render.yaml', 'render into a package, beside what others put there'],
    ])
  },
  run: async ({ io }) => {
    const [input] = readDocuments('list.yaml', io.input()) ?? []
    const list = readResourceList(input)
    const config = readFunctionConfig(list.functionConfig)
    const objects: JsonObject[] = []
    const outcome = await render(config, io.cwd, (file) =>
      objects.push(...((readDocuments(file.path, String(file.content)) ?? []) as JsonObject[])),
    )
    const told = outcome.diagnostics.map(result)
    const platform = outcome.models[0]?.platform.name ?? ''
    const failed = hasErrors(outcome)
    const { items, results } = failed ? { items: list.items, results: [] } : replaceItems(list.items, objects, platform)
    io.stdout.write(writeYaml([resourceList(list, items, [...told, ...results])]))
    return failed ? 1 : 0
  },
})

/** Renders the plain objects of one environment. A platform that stands in the list itself becomes a file for as long as it is read. */
async function render({ environment, platform }: FunctionConfig, cwd: string, deliver: (file: OutputFile) => void): Promise<Outcome> {
  const request = { until: 'plan', out: 'out', environments: [environment], only: ['manifests'], deliver } as const
  if (platform.type === 'file') return run({ ...request, file: platform.path, cwd })
  const folder = mkdtempSync(join(tmpdir(), 'platgen-krm-'))
  try {
    writeFileSync(join(folder, 'platform.yaml'), writeYaml([platform.value]))
    return await run({ ...request, file: 'platform.yaml', cwd: folder })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function result({ message, note, severity, file, line, column, code }: Outcome['diagnostics'][number]): Result {
  return {
    message: `${file}:${line}:${column}: ${message}${note === undefined ? '' : `\n${note}`}`,
    severity: severity === 'error' ? 'error' : 'warning',
    file: { path: file },
    tags: { code },
  }
}
