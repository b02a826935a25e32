import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { growthExponent, median, peakMemory } from './measure.ts'
import { program, renderArgs, renderSeconds } from './platgen.ts'
import type { Row } from './table.ts'
import { writePlatform } from './workload.ts'

/**
 * How time grows with the number of services, and how much memory the largest takes. The time of a platform of one service is taken off first:
 * starting takes the same for all sizes, and would make the growth of the rest look smaller than it is.
 */
export function growth(scratch: string, sizes: readonly number[], runs: number): Row[] {
  const start = timeOf(scratch, 1, runs)
  const points = sizes.map((size) => [size, timeOf(scratch, size, runs)] as const)
  const exponent = growthExponent(points.map(([size, time]) => [size, time - start]))
  const largest = Math.max(...sizes)
  const folder = join(scratch, String(largest))
  rmSync(join(folder, 'out'), { recursive: true, force: true })
  const memory = peakMemory([program, ...renderArgs(join(folder, 'out'))], folder)
  rmSync(scratch, { recursive: true, force: true })
  return [
    ...points.map(([size, time]) => ({
      name: `${size} services`,
      ours: time,
      peer: undefined,
      unit: 's',
      note: `${((time / size) * 1e6).toFixed(0)} µs for each service`,
    })),
    {
      name: `exponent of growth, ${sizes[0]} to ${largest} services`,
      ours: exponent,
      peer: undefined,
      unit: '',
      aim: { what: 'ours', most: 1.05 },
    },
    { name: `peak memory at ${largest} services`, ours: memory, peer: undefined, unit: 'MB', aim: { what: 'ours', most: 250, unit: 'MB' } },
  ]
}

function timeOf(scratch: string, size: number, runs: number): number {
  const folder = join(scratch, String(size))
  const out = join(folder, 'out')
  writePlatform(folder, size)
  return median(
    Array.from({ length: runs }, () => {
      rmSync(out, { recursive: true, force: true })
      return renderSeconds(folder, out)
    }),
  )
}
