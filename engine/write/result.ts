import { textOf } from './content.ts'
import type { Decisions } from './decisions.ts'
import { byPath } from './paths.ts'

/**
 * `write` brings the output folder up to date. `plan` says what `write` would do and refuse, and `compare` whether the folder is as rendered: what a person
 * edited is a difference like any other there, and no mistake. Both change nothing and take no lock.
 */
export type WriteMode = 'write' | 'compare' | 'plan'

/** All paths are relative to the output folder, with `/`, and sorted. When nothing was written, they say what would have been. */
export interface WriteResult {
  /** Whether the folder is as rendered, thanks to this run. */
  readonly written: boolean
  readonly created: readonly string[]
  readonly changed: readonly string[]
  readonly unchanged: readonly string[]
  readonly removed: readonly string[]
  /** Files that a person edited. They are among the above when they are overwritten (`force`) or only compared (`compare`). */
  readonly edited: readonly string[]
  /** Files that platgen never wrote, where it has to write; likewise. */
  readonly foreign: readonly string[]
  /** Everything created, changed and removed, with its texts. Empty in mode `write`, which keeps no text. */
  readonly differences: readonly Difference[]
}

/** One file that is not as rendered. */
export interface Difference {
  readonly path: string
  readonly is: 'created' | 'changed' | 'removed'
  /** The text on disk, read when asked for; undefined where there is none, or where it is no ordinary file. */
  readonly before: () => string | undefined
  /** The text as rendered; undefined when the file is to go. */
  readonly after: () => string | undefined
}

export const NOTHING: WriteResult = {
  written: false,
  created: [],
  changed: [],
  unchanged: [],
  removed: [],
  edited: [],
  foreign: [],
  differences: [],
}

/** `texts` are those of the files to write, as far as the mode keeps them. */
export function resultOf(root: string, decided: Decisions, written: boolean, texts: ReadonlyMap<string, string> | undefined): WriteResult {
  const sorted = (paths: readonly string[]): readonly string[] => [...paths].sort(byPath)
  const difference = (path: string, is: Difference['is']): Difference => ({
    path,
    is,
    before: () => (is === 'created' ? undefined : textOf(`${root}/${path}`)),
    after: () => texts?.get(path),
  })
  const differences = [
    ...decided.created.map((path) => difference(path, 'created')),
    ...decided.changed.map((path) => difference(path, 'changed')),
    ...decided.removed.map((path) => difference(path, 'removed')),
  ]
  return {
    written,
    created: sorted(decided.created),
    changed: sorted(decided.changed),
    unchanged: sorted(decided.unchanged),
    removed: sorted(decided.removed),
    edited: sorted(decided.edited),
    foreign: sorted(decided.foreign),
    differences: texts === undefined ? [] : differences.sort((a, b) => byPath(a.path, b.path)),
  }
}
