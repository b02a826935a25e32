/**
 * `npm run bench`: one table of ratios, all measured in the same run on the same machine, medians of several runs taken in turns.
 *
 *     --sizes 100,400,800,1000   services, for the comparison with kubectl kustomize and helm template
 *     --growth 100,300,1000,3000,10000   services, for growth and memory
 *     --runs 5      runs for each median; what takes longer than 20 s is run once
 *     --quick       everything small: less than a minute
 *
 * Every program is timed as a whole process, from its start to its end, as a pipeline would run it. Nothing fails on time: what is not reached is printed.
 * Without kubectl or helm on PATH their rows say so.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { againstCopy } from './against-copy.ts'
import { againstNode } from './against-node.ts'
import { againstPeers } from './against-peers.ts'
import { charts } from './charts.ts'
import { emitterRatios } from './emitter.ts'
import { growth } from './growth.ts'
import { mesh } from './mesh.ts'
import { build } from './platgen.ts'
import { printTable, type Row } from './table.ts'

const { values } = parseArgs({
  options: {
    sizes: { type: 'string' },
    growth: { type: 'string' },
    runs: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
})
const list = (given: string | undefined, quick: string, full: string) => (given ?? (values.quick ? quick : full)).split(',').map(Number)
const sizes = list(values.sizes, '20,100', '100,400,800,1000')
const growthSizes = list(values.growth, '50,200,800', '100,300,1000,3000,10000')
const runs = Number(values.runs ?? (values.quick ? 3 : 5))

const EMISSION = { what: 'ours', least: 80, unit: 'MB/s' } as const
const scratch = mkdtempSync(join(tmpdir(), 'platgen-bench-'))
const [load = 0] = loadavg()
if (load > availableParallelism()) console.log(`The machine is busy (load ${load.toFixed(1)}): take the numbers with care.\n`)
try {
  build()
  const rows: Row[] = [
    ...againstPeers(join(scratch, 'peers'), sizes, runs),
    againstNode(join(scratch, 'small'), values.quick ? 7 : 21),
    ...(await againstCopy(join(scratch, 'copy'), Math.max(...sizes), runs)),
    charts(join(scratch, 'charts'), Math.max(...sizes), Math.min(runs, 3)),
    mesh(join(scratch, 'mesh'), Math.max(...sizes), runs),
    ...growth(join(scratch, 'growth'), growthSizes, Math.min(runs, 3)),
    ...emitterRatios(values.quick ? 50 : 200).map(({ name, ours, peer, unit }) => ({
      name,
      ours,
      peer,
      unit,
      ratio: ours / peer,
      aim: EMISSION,
    })),
  ]
  printTable(rows)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
