import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'

/** Of every random text here, so that a failure can be looked at again. */
export const SEED = 20260801

const pieces = fc.constantFrom(
  ...['\\', '\\u0041', '\\', "'", "'''", '"', '$', '${x}', '$x', '$(x)', '${{ x }}', '`', '\n', '\r', '\t', '\0', '\f'],
  ...['#', ';', '=', ':', '!', '|', '*', '?', '[a]', '{', '}', '%{x}', '@{x}', '&{x}', '<', '&', ' ', '  '],
  ...['é', '𝄞', '\u2028', '\ufeff', 'a'],
)

/** Texts that are hostile to one language or another, and any at all. */
export const texts: readonly string[] = fc.sample(
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 10 }),
    fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join('')),
  ),
  { numRuns: 2000, seed: SEED },
)

/** Half of a pair of surrogates, which is no text in UTF-8. */
export const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** A folder that is there while `work` runs. */
export async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'platgen-quote-'))
  try {
    await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A text as the numbers of its UTF-16 units, which every program can print. */
export const codes = (text: string): string => [...Array(text.length).keys()].map((index) => text.charCodeAt(index).toString(16)).join(' ')
