import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Diagnostic } from '../../engine/diagnostics/diagnostic.ts'
import { run } from '../../engine/pipeline.ts'

export const casesFolder: string = dirname(fileURLToPath(import.meta.url))

/** The golden cases: every folder beside this file. */
export function caseNames(): string[] {
  return readdirSync(casesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

/** Every file below a folder, by its path with `/`. Names that start with a dot are the ledger's and stay out. */
export function readTree(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.platgen')))
  return new Map(files.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]))
}

/** Renders a case. Nothing is left on disk. */
export async function renderCase(
  name: string,
): Promise<{ readonly diagnostics: readonly Diagnostic[]; readonly files: ReadonlyMap<string, string> }> {
  const out = mkdtempSync(join(tmpdir(), 'platgen-golden-'))
  try {
    const outcome = await run({ file: 'platform.yaml', cwd: join(casesFolder, name), until: 'write', out })
    return { diagnostics: outcome.diagnostics, files: readTree(out) }
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}
