import { lstatSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { byPath, folded, HOME, pathProblem } from './paths.ts'

/**
 * What platgen wrote into an output folder: path → hashes of the contents the file may have. One hash, as a rule; two while a run is under way, and after
 * one that was interrupted, when the file may be as before or as it was to become. The mode is not recorded: setting it right loses nobody's work.
 */
export type Ledger = ReadonlyMap<string, readonly string[]>

/** Bytes of the largest ledger that is read: several hundred thousand files. */
const LARGEST = 1 << 26
const HASH = /^[0-9a-f]{64}$/
const MOST_HASHES = 2
const ABOUT = 'What platgen wrote, so that it never overwrites or removes anything else. Commit it together with the files.'

export const LEDGER = `${HOME}/ledger.json`
/** The ledger while it is written. */
export const NEXT_LEDGER = `${LEDGER}.next`

/** A ledger as it was found. */
export interface ReadLedger {
  readonly ledger: Ledger
  /** How the ledger spells a path, by the path without regard to case. */
  readonly spellings: ReadonlyMap<string, string>
  /** The text on disk; the empty text when there is none. */
  readonly text: string
}

/**
 * Reads the ledger, which anybody may have written: it comes with the repository. Whatever platgen would not have written itself makes all of it
 * untrusted, and the answer is the reason. Nothing is read through a symbolic link.
 */
export function readLedger(root: string): ReadLedger | { readonly problem: string } {
  const path = `${root}/${LEDGER}`
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return { ledger: new Map(), spellings: new Map(), text: '' }
  if (!stats.isFile()) return { problem: 'it is no ordinary file' }
  if (stats.size > LARGEST) return { problem: `it is larger than ${LARGEST >> 20} MiB` }
  const text = readFileSync(path, 'utf8')
  return parseLedger(text)
}

/** The ledger in a text, or what is wrong with the text. */
export function parseLedger(text: string): ReadLedger | { readonly problem: string } {
  const value = parseJson(text)
  if (value === undefined) return { problem: 'it is no JSON' }
  if (!isRecord(value) || !('version' in value)) return { problem: 'it has no `version`' }
  if (value.version !== 1) return { problem: 'it was written by another version of platgen' }
  if (!isRecord(value.files)) return { problem: '`files` is no map' }
  const ledger = new Map<string, readonly string[]>()
  const spellings = new Map<string, string>()
  for (const [path, hash] of Object.entries(value.files)) {
    const problem = pathProblem(path)
    if (problem !== undefined) return { problem: `it names ${JSON.stringify(path.slice(0, 200))}, which is no path of ours: ${problem}` }
    const hashes = Array.isArray(hash) ? hash : [hash]
    if (hashes.length === 0 || hashes.length > MOST_HASHES || !hashes.every(isHash)) return { problem: `it has no hash for \`${path}\`` }
    ledger.set(path, hashes)
    spellings.set(folded(path), path)
  }
  return spellings.size < ledger.size ? { problem: 'it names files that differ only in upper and lower case' } : { ledger, spellings, text }
}

/** The text of a ledger, one file to a line and sorted, so that changes in version control are small and merge well. */
export function ledgerText(ledger: Ledger): string {
  const lines: string[] = []
  for (const path of [...ledger.keys()].sort(byPath)) {
    const hashes = ledger.get(path) ?? []
    lines.push(`    ${JSON.stringify(path)}: ${JSON.stringify(hashes.length === 1 ? hashes[0] : hashes)}`)
  }
  return `{\n  "about": ${JSON.stringify(ABOUT)},\n  "version": 1,\n  "files": {\n${lines.join(',\n')}\n  }\n}\n`
}

/** Replaces the ledger in one step. */
export function writeLedger(root: string, text: string): void {
  writeFileSync(`${root}/${NEXT_LEDGER}`, text, { flag: 'wx' })
  renameSync(`${root}/${NEXT_LEDGER}`, `${root}/${LEDGER}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && HASH.test(value)
}
