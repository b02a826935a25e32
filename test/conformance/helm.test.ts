/** Every chart: clean by Helm's own lint, and with the values of an environment exactly the objects of that environment. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { lines } from './finding.ts'
import { helmLint, helmTemplate, readCharts } from './judges/helm.ts'
import { type Found, identify, readObjects } from './objects.ts'
import { describeWith } from './tool.ts'

const rendered = inject('rendered')
const platforms = rendered
  .map((platform) => ({ ...platform, charts: readCharts(join(platform.out, 'helm')) }))
  .filter(({ charts }) => charts.length > 0)
const charts = platforms.flatMap(({ name, charts: own }) => own.map((chart) => ({ title: `${name}: ${chart.name}`, chart })))
const environments = platforms.flatMap((platform) =>
  platform.environments.map((environment) => ({ title: `${platform.name} in ${environment.name}`, platform, environment })),
)

/** The objects by their identity. Throws when two have the same. */
function byIdentity(objects: readonly Found[]): ReadonlyMap<string, Found['object']> {
  const map = new Map(objects.map((found) => [`${String(found.object.apiVersion)} ${identify(found)}`, found.object]))
  if (map.size !== objects.length) throw new Error('two objects have the same identity')
  return map
}

describe('charts', () => {
  test('are there, and only charts', () => {
    expect(platforms.length).toBeGreaterThan(0)
    for (const { out, charts: own } of platforms) expect(readdirSync(join(out, 'helm')).sort()).toEqual(own.map(({ name }) => name).sort())
  })
})

describeWith(['helm'], 'helm lint --strict', () => {
  test.concurrent.each(charts)('$title', async ({ chart }) => {
    expect(lines(await helmLint(chart))).toEqual([])
  })
})

describeWith(['helm'], 'helm template', () => {
  test.concurrent.each(environments)('$title', async ({ platform, environment }) => {
    const templated = await Promise.all(
      platform.charts.map((chart) => helmTemplate(chart, environment.name, environment.namespace, environment.kubernetes)),
    )
    const charted = byIdentity(templated.flat())
    const raw = byIdentity(readObjects(join(platform.out, 'manifests', environment.name)).list)
    expect([...charted.keys()].sort()).toEqual([...raw.keys()].sort())
    for (const [identity, object] of raw) expect(charted.get(identity), identity).toStrictEqual(object)
  })
})
