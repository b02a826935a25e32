/** Every overlay: what Kustomize makes of it is exactly what was rendered for that environment. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { identify, parseObjects, readObjects } from './objects.ts'
import { describeWith, runTool } from './tool.ts'

const environments = inject('rendered').flatMap((platform) => {
  const overlays = join(platform.out, 'kustomize', 'overlays')
  return existsSync(overlays)
    ? platform.environments.map((environment) => ({ title: `${platform.name} in ${environment.name}`, platform, environment, overlays }))
    : []
})

describe('overlays', () => {
  test('are there', () => expect(environments.length).toBeGreaterThan(0))
})

describeWith(['kubectl'], 'kubectl kustomize', () => {
  test.concurrent.each(environments)('$title', async ({ platform, environment, overlays }) => {
    const { status, stdout, stderr } = await runTool('kubectl', ['kustomize', join(overlays, environment.name)])
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const made = new Map(parseObjects(stdout, 'kustomize').map((found) => [identify(found), found.object]))
    const raw = new Map(readObjects(join(platform.out, 'manifests', environment.name)).list.map((found) => [identify(found), found.object]))
    expect([...made.keys()].sort()).toEqual([...raw.keys()].sort())
    for (const [identity, object] of raw) expect(made.get(identity), identity).toStrictEqual(object)
  })
})
