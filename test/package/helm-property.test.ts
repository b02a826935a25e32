/** Whatever objects there are: with the values of an environment the chart prints exactly that environment's objects. */
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { KubernetesObject } from '../../engine/render/artifact.ts'
import { describeWith } from '../conformance/tool.ts'
import { alone, bundleOf, chartsOf, models, onDisk, readAsGo, runHelm, twins } from './charting.ts'
import { family } from './families.ts'

/** Objects in one chart. Many, because starting Helm takes longer than what it then does. */
const FAMILIES = 60
/** Set both to look for more: `FAMILIES_RUNS=50 FAMILIES_SEED=1 npx vitest run test/package/helm-property`. */
const runs = Number(process.env.FAMILIES_RUNS ?? 1)
const seed = Number(process.env.FAMILIES_SEED ?? 20_260_701)

const byName = (objects: readonly KubernetesObject[]) =>
  Object.fromEntries(objects.map((object) => [`${object.kind} ${object.metadata.name}`, object]))

describeWith(['helm'], 'helm template', () => {
  const platforms = [
    { where: 'three environments', of: models },
    { where: 'two environments of one namespace', of: twins },
    { where: 'one environment', of: alone },
  ]
  test.each(platforms.flatMap((platform) => Array.from({ length: runs }, (_, run) => ({ ...platform, run }))))(
    'gives back families of objects, whatever is in them: $where',
    ({ of, run }) => {
      const namespaces = of.map(({ environment }) => environment.namespace)
      const all = fc.tuple(...Array.from({ length: FAMILIES }, (_, index) => family(index, namespaces)))
      const [families = []] = fc.sample(all, { numRuns: 1, seed: seed + run })
      const objects = of.map((_, environment) => families.flatMap((members) => members[environment] ?? []))
      onDisk(chartsOf([bundleOf('', [], of), bundleOf('orders', objects, of)], 'umbrella', of), (folder) => {
        for (const [index, { environment }] of of.entries()) {
          const chart = join(folder, 'shop')
          const values = join(chart, `values-${environment.name}.yaml`)
          const got = byName(readAsGo(runHelm('template', 'any', chart, '--namespace', environment.namespace, '--values', values)))
          const wanted = byName(objects[index] ?? [])
          expect(Object.keys(got).sort()).toEqual(Object.keys(wanted).sort())
          for (const name of Object.keys(wanted)) expect(got[name], `${name} in ${environment.name}`).toEqual(wanted[name])
        }
      })
    },
    60_000,
  )
})
