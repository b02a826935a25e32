import { appendFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { medians, seconds } from './measure.ts'
import { program } from './platgen.ts'
import type { Row } from './table.ts'
import { writePlatform } from './workload.ts'

const MESH = 'mesh: { provider: istio, mtls: strict }\n'

/**
 * What a service costs more when there is a mesh: its identity, who may call it, what its proxy knows, its port names and policies.
 * The time of a platform of one service is taken off both, since starting takes the same for all sizes.
 */
export function mesh(scratch: string, count: number, runs: number): Row {
  const folders = { plain: [1, count], meshed: [1, count] } as const
  const measure = (kind: keyof typeof folders, size: number) => {
    const folder = join(scratch, `${kind}-${size}`)
    const out = join(folder, 'out')
    writePlatform(folder, size)
    if (kind === 'meshed') appendFileSync(join(folder, 'platform.yaml'), MESH)
    return () => {
      rmSync(out, { recursive: true, force: true })
      return seconds(process.execPath, [program, 'render', '--quiet', '--out', out], { cwd: folder })
    }
  }
  const taken = medians(runs, {
    plain: measure('plain', count),
    meshed: measure('meshed', count),
    plainStart: measure('plain', 1),
    meshedStart: measure('meshed', 1),
  })
  const [ours, peer] = [(taken.meshed - taken.meshedStart) / count, (taken.plain - taken.plainStart) / count]
  return {
    name: `a service of ${count} in a mesh, against one without`,
    ours,
    peer,
    unit: 's',
    ratio: ours / peer,
    aim: { what: 'ratio', most: 1.4 },
  }
}
