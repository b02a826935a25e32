/** Every Dockerfile, by BuildKit's own checks, hadolint and checkov. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { lines } from './finding.ts'
import { checkov } from './judges/checkov.ts'
import { dockerfileCheck, hadolint } from './judges/dockerfile.ts'
import { describeWith } from './tool.ts'

const folders = inject('rendered')
  .map(({ out }) => join(out, 'docker'))
  .filter((folder) => existsSync(folder))
const files = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|\/)Dockerfile[^/]*$/.test(path) && !path.endsWith('.dockerignore'))
    .map((path) => join(folder, path)),
)

describe('Dockerfiles', () => {
  test('are there', () => {
    expect(files.length).toBeGreaterThan(0)
  })
})

describeWith(['dockerfile-check'], 'dockerfile-check', () => {
  test('BuildKit has nothing to say', async () => {
    expect(lines(await dockerfileCheck(files))).toEqual([])
  })
})

describeWith(['hadolint'], 'hadolint', () => {
  test('nothing is wrong, and what is waived says why', async () => {
    const { findings, waived } = await hadolint(files)
    expect(lines(findings)).toEqual([])
    expect(lines(waived.filter(({ reason }) => reason.length < 10))).toEqual([])
  })
})

describeWith(['checkov'], 'checkov', () => {
  test('nothing is wrong, and what is waived says why', async () => {
    for (const folder of folders) {
      const { findings, waived } = await checkov(folder, 'dockerfile')
      expect(lines(findings)).toEqual([])
      expect(lines(waived.filter(({ reason }) => reason.length < 10))).toEqual([])
    }
  })
})
