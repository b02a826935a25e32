/** Whatever objects there are: with the values of an environment the chart prints exactly that environment's objects. */
import { join } from 'node:path'
import { describeWith } from '../conformance/tool.ts'
import { chartsOf, readAsGo, runHelm } from './charting.ts'
import { family } from './families.ts'
import { givesBack } from './gives-back.ts'

describeWith(['helm'], 'helm template', () => {
  givesBack({
    seed: 20_260_701,
    family,
    pack: (bundles, of) => chartsOf(bundles, 'umbrella', of),
    unpack: (folder, { name, namespace }) => {
      const chart = join(folder, 'shop')
      return readAsGo(runHelm('template', 'any', chart, '--namespace', namespace, '--values', join(chart, `values-${name}.yaml`)))
    },
  })
})
