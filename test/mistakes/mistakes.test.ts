/**
 * One file per mistake a user can make: `test/mistakes/STAGE/NAME.yaml`, a whole platform with one thing wrong.
 * (A mistake that needs includes is a folder, `STAGE/NAME/platform.yaml`, with the other files beside it.)
 * Its first lines say what platgen has to answer, nothing more and nothing less:
 *
 *     #! validate/unknown-key 7:5-7:12 fix
 *     #! check/unused-config services/orders.yaml:3:1-3:4
 *     apiVersion: platgen.dev/v1
 *
 * Lines and columns count from 1 in the file as it stands, the `#!` lines included; the end is exclusive. The file is named only when
 * it is another one. `fix` demands that the first suggestion, applied, takes this diagnostic away and adds none.
 * `#! render` renders too, for mistakes that only a renderer sees. `#! clean` says that a neighbour of a mistake is none.
 * Warnings count. A test that fails prints the lines that would make it pass: read them before you believe them.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import type { Diagnostic } from '../../engine/diagnostics/diagnostic.ts'
import { run } from '../../engine/pipeline.ts'
import { applyEdits, describeDiagnostic, readExpectation } from './expectation.ts'

const here = dirname(fileURLToPath(import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'platgen-mistakes-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const folders = (path: string) => readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory())
const cases = folders(here).flatMap((stage) =>
  readdirSync(join(here, stage.name)).map((name) =>
    name.endsWith('.yaml') ? `${stage.name}/${name}` : `${stage.name}/${name}/platform.yaml`,
  ),
)

async function diagnose(file: string, until: 'check' | 'render'): Promise<readonly Diagnostic[]> {
  const outcome = await run({
    file: basename(file),
    cwd: dirname(file),
    until: until === 'render' ? 'plan' : 'check',
    out: join(scratch, 'out'),
  })
  return outcome.diagnostics
}

/** The same case elsewhere, with the edits made. */
function mended(file: string, diagnostic: Diagnostic): string {
  const [suggestion] = diagnostic.suggestions
  if (suggestion === undefined) throw new Error(`${diagnostic.code} suggests nothing`)
  const copy = mkdtempSync(join(scratch, 'mended-'))
  const isFolder = basename(file) === 'platform.yaml'
  if (isFolder) cpSync(dirname(file), copy, { recursive: true })
  else cpSync(file, join(copy, basename(file)))
  for (const path of new Set(suggestion.edits.map((edit) => edit.file))) {
    const edits = suggestion.edits.filter((edit) => edit.file === path)
    // Offsets count in the text without a byte order mark.
    const [, mark = '', text = ''] = /^(\uFEFF?)([\s\S]*)$/.exec(readFileSync(join(copy, path), 'utf8')) ?? []
    writeFileSync(join(copy, path), mark + applyEdits(text, edits))
  }
  return join(copy, basename(file))
}

test.each(cases)('%s', async (name) => {
  const file = join(here, name)
  const expectation = readExpectation(readFileSync(file, 'utf8'))
  const found = await diagnose(file, expectation.until)
  const described = (diagnostic: Diagnostic) => describeDiagnostic(diagnostic, basename(file))
  expect(found.map(described).sort(), found.map((diagnostic) => diagnostic.message).join('\n')).toEqual(expectation.diagnostics)

  for (const line of expectation.fixed) {
    const diagnostic = found.find((candidate) => described(candidate) === line) as Diagnostic
    const left = await diagnose(mended(file, diagnostic), expectation.until)
    const others = found.filter((candidate) => candidate !== diagnostic).map((candidate) => candidate.code)
    expect(left.map((candidate) => candidate.code).sort(), left.map((candidate) => candidate.message).join('\n')).toEqual(others.sort())
  }
})

test('at least eighty', () => {
  expect(cases.length).toBeGreaterThanOrEqual(80)
})
