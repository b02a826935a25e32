/** Every explanation is true: its wrong snippet is reported with exactly its code, its right snippet is clean. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { findPage, pageCodes } from '../../engine/explain/pages.ts'
import { run } from '../../engine/pipeline.ts'

const folder = mkdtempSync(join(tmpdir(), 'platgen-pages-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function codesOf(platform: string): Promise<readonly string[]> {
  writeFileSync(join(folder, 'platform.yaml'), platform)
  const { diagnostics } = await run({ file: 'platform.yaml', cwd: folder, until: 'plan', out: 'out' })
  return [...new Set(diagnostics.map(({ code }) => code))]
}

test.each(pageCodes())('%s', async (code) => {
  const { wrong, right, scenario } = findPage(code) ?? {}
  if (wrong === undefined || right === undefined) return expect(scenario).toBeDefined()
  expect(await codesOf(wrong), 'the wrong snippet').toEqual([code])
  expect(await codesOf(right), 'the right snippet').toEqual([])
})
