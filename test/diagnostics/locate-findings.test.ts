import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Change, defineDiagnostic, type Place } from '../../engine/diagnostics/diagnostic.ts'
import { collectFindings } from '../../engine/diagnostics/findings.ts'
import { locateFindings } from '../../engine/diagnostics/locate-findings.ts'
import { load } from '../../engine/load/load.ts'

const odd = defineDiagnostic<{ n: number }>({ code: 'check/odd', severity: 'error', message: ({ n }) => `odd ${n}` })
const dull = defineDiagnostic({ code: 'check/dull', severity: 'warning', message: () => 'dull', conceal: true })

function sourceOf(text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'platgen-locate-'))
  try {
    writeFileSync(join(folder, 'platform.yaml'), text)
    return load('platform.yaml', { cwd: folder }, collectFindings().report)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const source = sourceOf('name: shop\nservices:\n  web: { image: nginx }\n  api: { image: node }\n')
const key = (pointer: string): Place => ({ pointer, on: 'key' })
const value = (pointer: string): Place => ({ pointer, on: 'value' })

test('places become ranges, sorted by line, column and code', () => {
  const { report, list } = collectFindings()
  report(odd, value('/services/api/image'), { n: 3 })
  report(odd, key('/services/web'), { n: 2 })
  report(dull, key('/services/web'), {}, { related: [{ message: 'see', place: value('/name') }] })
  const located = locateFindings(list(), source)
  expect(located.map(({ code, line, column, endColumn }) => [code, line, column, endColumn])).toEqual([
    ['check/dull', 3, 3, 6],
    ['check/odd', 3, 3, 6],
    ['check/odd', 4, 17, 21],
  ])
  expect(located[0]).toMatchObject({ concealed: true, related: [{ message: 'see', line: 1, column: 7 }] })
  expect(located[1]).not.toHaveProperty('concealed')
})

test('the same in several environments is told once, with their names', () => {
  const { report, list } = collectFindings()
  for (const environment of ['dev', 'prod', 'dev']) report(odd, value('/name'), { n: 1 }, { environment })
  expect(locateFindings(list(), source).map(({ environments }) => environments)).toEqual([['dev', 'prod']])
})

test('fixes become edits in the order of the text; what cannot be made wholly is not suggested', () => {
  const { report, list } = collectFindings()
  const change = (pointer: string, text: string): Change => ({ replace: value(pointer), text })
  report(
    odd,
    value('/name'),
    { n: 1 },
    {
      fixes: [
        { message: 'both', changes: [change('/services/web/image', 'b'), change('/name', 'a')] },
        { message: 'half', changes: [change('/name', 'a'), { replace: key('/nowhere'), text: 'x' }] },
      ],
    },
  )
  const [diagnostic] = locateFindings(list(), source)
  expect(diagnostic?.suggestions).toEqual([
    {
      message: 'both',
      edits: [
        { file: 'platform.yaml', startOffset: 6, endOffset: 10, text: 'a' },
        { file: 'platform.yaml', startOffset: 37, endOffset: 42, text: 'b' },
      ],
    },
  ])
})

test('without a source a span stands in the first line', () => {
  const { report, list } = collectFindings()
  report(odd, { file: 'platform.yaml', start: 0, end: 0 }, { n: 1 })
  expect(locateFindings(list(), undefined)).toMatchObject([{ file: 'platform.yaml', line: 1, column: 1, endLine: 1, endColumn: 1 }])
})
