/** What Argo CD is given: the shape of every object, as its own definitions say. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { lines } from './finding.ts'
import { kubeconform } from './judges/kubeconform.ts'
import { describeWith } from './tool.ts'

const folders = inject('rendered')
  .map(({ out }) => join(out, 'argocd'))
  .filter((folder) => existsSync(folder))

describeWith(['kubeconform', 'schemas/json'], 'kubeconform', () => {
  test('knows every field of projects and Applications', async () => {
    expect(folders.length).toBeGreaterThan(0)
    const { findings, valid } = await kubeconform(folders)
    expect(lines(findings)).toEqual([])
    expect(valid).toBeGreaterThan(0)
  })
})
