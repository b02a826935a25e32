import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { medians, seconds } from './measure.ts'
import { program } from './platgen.ts'
import type { Row } from './table.ts'
import { writePlatform } from './workload.ts'

const ENVIRONMENTS = [
  '  dev: { namespace: bench-dev, domain: dev.bench.example.com, defaults: { replicas: 1 } }',
  '  staging: { namespace: bench-staging, domain: staging.bench.example.com }',
]

/** A platform of three environments with charts of all services, against the same without charts: what generalising them takes. */
export function charts(scratch: string, count: number, runs: number): Row {
  const [plain, charted] = [join(scratch, 'plain'), join(scratch, 'charted')]
  for (const folder of [plain, charted]) {
    writePlatform(folder, count)
    const file = join(folder, 'platform.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('environments:\n', `environments:\n${ENVIRONMENTS.join('\n')}\n`))
  }
  appendFileSync(join(charted, 'platform.yaml'), 'outputs: { helm: {} }\n')
  const render = (folder: string) => () =>
    seconds(process.execPath, [program, 'render', '--quiet', '--out', join(folder, 'out')], { cwd: folder })
  const taken = medians(runs, { charted: render(charted), plain: render(plain) })
  return {
    name: `${count} services in three environments with Helm charts, against manifests alone`,
    ours: taken.charted,
    peer: taken.plain,
    unit: 's',
    ratio: taken.charted / taken.plain,
  }
}
