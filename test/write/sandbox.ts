import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { collectFindings } from '../../engine/diagnostics/findings.ts'
import { openWriter, type WriteResult, type WriterOptions } from '../../engine/write/writer.ts'

/** Files by path. A path that ends in `*` is executable, as `ls -F` shows it. */
export interface Tree {
  readonly [path: string]: string
}

export interface Ran {
  readonly codes: readonly string[]
  readonly result: WriteResult
}

/** In memory where the system has such a folder: these tests write and rename a lot, and a busy disk makes them wait. */
const PLACE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** A folder that is gone after the test. */
export function sandbox(): string {
  const folder = mkdtempSync(join(PLACE, 'platgen-write-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** One whole run of the writer. */
export function write(root: string, tree: Tree, options: Partial<WriterOptions> = {}): Ran {
  const findings = collectFindings()
  const writer = openWriter(root, { mode: 'write', report: findings.report, owner: { pointer: '/outputs', on: 'key' }, ...options })
  for (const [name, content] of Object.entries(tree)) {
    const executable = name.endsWith('*')
    writer.add({ path: executable ? name.slice(0, -1) : name, content, executable, by: 'kubernetes' })
  }
  const result = writer.commit()
  return { codes: findings.list().map((finding) => finding.code), result }
}

/** Puts files there as somebody else would. */
export function put(root: string, tree: Tree): void {
  for (const [path, content] of Object.entries(tree)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
}

/** All files below a folder, without those of platgen itself. */
export function read(root: string): Tree {
  const files = readdirSync(root, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)).sort()
  return Object.fromEntries(
    paths.filter((path) => !path.startsWith('.platgen/')).map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  )
}

/** Everything below a folder, platgen's own files and empty folders too. */
export function list(root: string): readonly string[] {
  const entries = readdirSync(root, { withFileTypes: true, recursive: true })
  return entries.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)).sort()
}
