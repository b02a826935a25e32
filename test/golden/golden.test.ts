/**
 * A golden case is a folder beside this file: `NAME/platform.yaml` and what it renders to, `NAME/expected/**`.
 * Compared as a set of files and byte by byte; an unexpected warning fails. After a change on purpose: `npm run golden:update`, then read the diff.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { caseNames, casesFolder, readTree, renderCase } from './golden.ts'

test.each(caseNames())('%s', async (name) => {
  const { diagnostics, files } = await renderCase(name)
  expect(diagnostics.map(({ code, line, message }) => `${line}: ${code}: ${message}`)).toEqual([])
  const expected = existsSync(join(casesFolder, name, 'expected'))
    ? readTree(join(casesFolder, name, 'expected'))
    : new Map<string, string>()
  expect([...files.keys()], 'the set of files').toEqual([...expected.keys()])
  for (const [path, content] of files) expect(content, path).toBe(expected.get(path))
})

test('there are golden cases', () => {
  expect(caseNames().length).toBeGreaterThan(0)
})
