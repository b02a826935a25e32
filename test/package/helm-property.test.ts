/** Whatever objects there are: with the values of an environment the chart prints exactly that environment's objects. */

import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { KubernetesObject } from '../../engine/render/artifact.ts'
import { describeWith } from '../conformance/tool.ts'
import { bundleOf, chartsOf, models, onDisk, readAsGo, runHelm } from './charting.ts'
import { family } from './families.ts'

const byName = (objects: readonly KubernetesObject[]) =>
  Object.fromEntries(objects.map((object) => [`${object.kind} ${object.metadata.name}`, object]))

/** What remains when somebody reads it as JSON: the order of keys means nothing, and there is one zero. */
const plain = (object: KubernetesObject) => JSON.parse(JSON.stringify(object)) as KubernetesObject

describeWith(['helm'], 'helm template', () => {
  test.each(Array.from({ length: Number(process.env.FAMILIES_RUNS ?? 2) }, (_, run) => run))(
    'gives back families of objects, whatever is in them (%i)',
    (run) => {
      const size = 60
      const [families = []] = fc.sample(fc.tuple(...Array.from({ length: size }, (_, index) => family(index))), {
        numRuns: 1,
        seed: Number(process.env.FAMILIES_SEED ?? 20260701) + run,
      })
      const objects = models.map((_, environment) => families.flatMap((members) => members[environment] ?? []))
      const files = chartsOf([bundleOf('', []), bundleOf('orders', objects)], 'per-service')
      onDisk(files, (folder) => {
        for (const [index, { environment }] of models.entries()) {
          const chart = join(folder, 'orders')
          const output = runHelm(
            'template',
            'any',
            chart,
            '--namespace',
            environment.namespace,
            '--values',
            join(chart, `values-${environment.name}.yaml`),
          )
          const got = byName(readAsGo(output))
          const wanted = byName((objects[index] ?? []).map(plain))
          expect(Object.keys(got).sort()).toEqual(Object.keys(wanted).sort())
          for (const name of Object.keys(wanted)) expect(got[name], `${name} in ${environment.name}`).toEqual(wanted[name])
        }
      })
    },
    60_000,
  )
})
