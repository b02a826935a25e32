import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import type { Diagnostic } from '../../engine/diagnostics/diagnostic.ts'
import { collectFindings } from '../../engine/diagnostics/findings.ts'
import { locateFindings } from '../../engine/diagnostics/locate-findings.ts'
import { load } from '../../engine/load/load.ts'
import type { Source } from '../../engine/source/source.ts'

const scratch = mkdtempSync(join(tmpdir(), 'platgen-load-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))
let folders = 0

export interface Loaded {
  readonly source: Source | undefined
  readonly diagnostics: readonly Diagnostic[]
  /** `code file:line:column-endLine:endColumn`, the file only when it is not platform.yaml. */
  readonly said: readonly string[]
}

/** A new folder with some files. */
export function folderOf(files: { readonly [path: string]: string | Uint8Array }): string {
  const folder = join(scratch, `${folders++}`)
  mkdirSync(folder)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

/** Loads `platform.yaml` of a folder. */
export function loadFrom(folder: string, root = 'platform.yaml'): Loaded {
  const findings = collectFindings()
  const source = load(root, { cwd: folder }, findings.report)
  const diagnostics = locateFindings(findings.list(), source)
  return { source, diagnostics, said: diagnostics.map(describeIt) }
}

/** Loads a platform of one file, or of several. */
export function loaded(files: string | Uint8Array | { readonly [path: string]: string | Uint8Array }): Loaded {
  return loadFrom(folderOf(typeof files === 'string' || files instanceof Uint8Array ? { 'platform.yaml': files } : files))
}

function describeIt({ code, file, line, column, endLine, endColumn }: Diagnostic): string {
  return `${code} ${file === 'platform.yaml' ? '' : `${file}:`}${line}:${column}-${endLine}:${endColumn}`
}
