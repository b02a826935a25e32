/** Every environment with objects of Istio: each by itself, and all of them together. What needs pods is asked in the cluster. */
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { lines } from './finding.ts'
import { istioAnalyze, istioValidate } from './judges/istioctl.ts'
import { isMeshed, readObjects } from './objects.ts'
import { describeWith } from './tool.ts'

const meshes = inject('rendered').flatMap((platform) =>
  platform.environments.flatMap((environment) => {
    const objects = readObjects(join(platform.out, 'manifests', environment.name))
    return isMeshed(objects) ? [{ title: `${platform.name} in ${environment.name}`, objects }] : []
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

  test.each(meshes)('analyze: $title', async ({ objects }) => {
    expect(lines(await istioAnalyze(objects.files))).toEqual([])
  })
})
