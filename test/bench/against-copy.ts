import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { collectFindings } from '../../engine/diagnostics/findings.ts'
import type { OutputFile } from '../../engine/render/artifact.ts'
import { openWriter } from '../../engine/write/writer.ts'
import { medians, seconds } from './measure.ts'
import { renderSeconds } from './platgen.ts'
import type { Row } from './table.ts'
import { writePlatform } from './workload.ts'

/** The write stage alone, into an empty folder and over what is there already, against `cp -r` of the same files. */
export async function againstCopy(folder: string, count: number, runs: number): Promise<Row[]> {
  writePlatform(folder, count)
  const out = join(folder, 'out')
  renderSeconds(folder, out)
  const files = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.platgen'))
    .map((entry): OutputFile => {
      const path = join(entry.parentPath, entry.name)
      return { path: relative(out, path).split('\\').join('/'), content: readFileSync(path, 'utf8'), executable: false }
    })
  const [copy, fresh] = [join(folder, 'copy'), join(folder, 'fresh')]
  const copySeconds = () => {
    rmSync(copy, { recursive: true, force: true })
    return seconds('cp', ['-r', out, copy])
  }
  const taken = medians(runs, {
    first: () => {
      rmSync(fresh, { recursive: true, force: true })
      return writeSeconds(fresh, files)
    },
    again: () => writeSeconds(fresh, files),
    copy: copySeconds,
  })
  return [
    { name: `write ${files.length} files, against cp -r`, ours: taken.first, peer: taken.copy, unit: 's', ratio: taken.first / taken.copy },
    {
      name: `write ${files.length} files that are there already, against cp -r`,
      ours: taken.again,
      peer: taken.copy,
      unit: 's',
      ratio: taken.again / taken.copy,
    },
  ]
}

function writeSeconds(out: string, files: readonly OutputFile[]): number {
  const { report, list } = collectFindings()
  const begin = process.hrtime.bigint()
  const writer = openWriter(out, { mode: 'write', report, owner: { pointer: '/outputs', on: 'key' } })
  for (const file of files) writer.add(file)
  writer.commit()
  const end = process.hrtime.bigint()
  const [problem] = list()
  if (problem !== undefined) throw new Error(`cannot write: ${problem.message}`)
  return Number(end - begin) / 1e9
}
