/** Every environment with objects of Istio: each by itself, and all of them together in their mesh. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { stringify } from 'yaml'
import { lines } from './finding.ts'
import { istioFixture } from './istio-fixture.ts'
import { istioAnalyze, istioValidate } from './judges/istioctl.ts'
import { readObjects, scalar } from './objects.ts'
import { describeWith } from './tool.ts'

const scratch = mkdtempSync(join(tmpdir(), 'platgen-istio-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const meshes = inject('rendered').flatMap((platform) =>
  platform.environments.flatMap((environment) => {
    const objects = readObjects(join(platform.out, 'manifests', environment.name))
    const isIstio = objects.list.some(({ object }) => /\.istio\.io\//.test(scalar(object.apiVersion)))
    return isIstio ? [{ title: `${platform.name} in ${environment.name}`, objects }] : []
  }),
)

describe('objects of Istio', () => {
  test('are there', () => {
    expect(meshes.length).toBeGreaterThan(0)
  })
})

describeWith(['istioctl'], 'istioctl', () => {
  test.each(meshes)('validate: $title', async ({ objects }) => {
    expect(lines(await istioValidate(objects.files))).toEqual([])
  })

  test.each(meshes)('analyze: $title', async ({ title, objects }) => {
    const fixture = join(scratch, `${title.replaceAll(' ', '-')}.yaml`)
    writeFileSync(
      fixture,
      istioFixture(objects.list)
        .map((object) => stringify(object, { aliasDuplicateObjects: false }))
        .join('---\n'),
    )
    expect(lines(await istioAnalyze(objects.files, [fixture]))).toEqual([])
  })
})
