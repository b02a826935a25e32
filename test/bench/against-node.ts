import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { medians, seconds } from './measure.ts'
import { renderSeconds } from './platgen.ts'
import type { Row } from './table.ts'
import { writePlatform } from './workload.ts'

/** A small platform, as on every save: three services, nothing changed on disk, against a Node that does nothing. */
export function againstNode(folder: string, runs: number): Row {
  writePlatform(folder, 3)
  const out = join(folder, 'out')
  rmSync(out, { recursive: true, force: true })
  renderSeconds(folder, out)
  const taken = medians(runs, { render: () => renderSeconds(folder, out), node: () => seconds(process.execPath, ['-e', '0']) })
  return {
    name: '3 services, against node -e 0',
    ours: taken.render,
    peer: taken.node,
    unit: 's',
    ratio: taken.render / taken.node,
    aim: { what: 'ratio', most: 2 },
  }
}
