import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Diagnostic } from '../../engine/diagnostics/diagnostic.ts'
import { declaredGraph } from '../../engine/graph/declared.ts'
import { focus } from '../../engine/graph/focus.ts'
import { type GraphFormat, writeGraph } from '../../engine/graph/format.ts'
import { run } from '../../engine/pipeline.ts'
import type { Model } from '../../engine/resolve/model.ts'

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
    return { diagnostics: outcome.diagnostics, files: new Map([...graphsOf(name, outcome.models), ...readTree(out)]) }
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

/** The pictures that `graphs.json` of a case asks for, by file name: as what, of which environment, around whom. */
function graphsOf(name: string, models: readonly Model[]): readonly (readonly [string, string])[] {
  const wanted = join(casesFolder, name, 'graphs.json')
  if (!existsSync(wanted)) return []
  type Wish = { readonly as: GraphFormat; readonly env?: string; readonly focus?: string; readonly depth?: number }
  const wishes: { readonly [file: string]: Wish } = JSON.parse(readFileSync(wanted, 'utf8'))
  return Object.entries(wishes)
    .sort()
    .map(([file, wish]) => {
      const graph = declaredGraph(models.filter(({ environment }) => wish.env === undefined || environment.name === wish.env))
      return [`graphs/${file}`, writeGraph(wish.focus === undefined ? graph : focus(graph, wish.focus, wish.depth ?? 1), wish.as)]
    })
}
