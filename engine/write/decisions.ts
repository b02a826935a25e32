import type { Stats } from 'node:fs'
import type { OutputFile } from '../render/artifact.ts'
import type { Claims } from './claims.ts'
import { hashOf } from './content.ts'
import { caseCollision, editedByHand, inTheWay, linkedFolder, notOurs } from './diagnostics.ts'
import { type Disk, holdsMore, isStill, type Judgement, judgeOrphan, judgeTarget } from './judge.ts'
import type { Ledger, ReadLedger } from './ledger.ts'
import { folded, folderOf } from './paths.ts'
import type { Voice } from './voice.ts'

/** What a run may do. */
export interface Rules {
  /** Files of the ledger for which it is false are no concern of this run. */
  readonly scope: (path: string) => boolean
  /** Whether what a person wrote stands in the way and is reported, or is overwritten. */
  readonly respectsPeople: boolean
}

/** What is decided about each file, before anything is written. */
export interface Decisions {
  /** Compares a rendered file with the disk. Whether it is to be written. */
  readonly consider: (file: OutputFile) => boolean
  /** After the last file: decides about the files of the ledger that were not rendered. */
  readonly considerOrphans: () => void
  /** Looks again whether the disk is as it was when it was decided. */
  readonly confirm: () => void
  readonly created: readonly string[]
  readonly changed: readonly string[]
  readonly unchanged: readonly string[]
  readonly removed: readonly string[]
  /** Those of the above that a person edited, and those that platgen never wrote. */
  readonly edited: readonly string[]
  readonly foreign: readonly string[]
  /** The paths to move into place: changed files, new files, and the topmost folders of all that is in new folders. */
  readonly moves: () => readonly string[]
  /** Files that are gone, or about to, and may leave empty folders. */
  readonly vacated: readonly string[]
  /** Folders to clear away, because a file takes their place. */
  readonly replacedFolders: readonly string[]
  /** What may be on disk while the files are written, and what is afterwards. */
  readonly during: Ledger
  readonly after: Ledger
}

/** Nothing is decided yet. What stands in the way is told as it is found. */
export function openDecisions(disk: Disk, { ledger, spellings }: ReadLedger, claims: Claims, rules: Rules, tell: Voice['tell']): Decisions {
  const { shown } = disk
  const created: string[] = []
  const changed: string[] = []
  const unchanged: string[] = []
  const removed: string[] = []
  const edited: string[] = []
  const foreign: string[] = []
  const during = new Map<string, readonly string[]>()
  const after = new Map<string, readonly string[]>()
  /** What is to be moved, with what was there; `leaves` when that is removed before. */
  const moves = new Map<string, Stats | 'leaves' | undefined>()
  const replacedFolders: string[] = []
  const vacated: string[] = []

  function consider(file: OutputFile): boolean {
    const { path } = file
    const name = ledger.has(path) ? path : (spellings.get(folded(path)) ?? path)
    if (name !== path && !rules.scope(name)) {
      tell(caseCollision, { file: shown(path), other: shown(name) })
      return false
    }
    const judged = judgeTarget(disk, file, ledger.get(name))
    const hash = hashOf(file.content)
    after.set(path, [hash])
    during.set(path, judged.is === 'ours' && judged.hash !== hash ? [judged.hash, hash] : [hash])
    // A file whose name changed only its case is written anew: where case does not matter, it is removed under the old name.
    if (judged.is === 'same' && name === path) {
      unchanged.push(path)
      return false
    }
    if (objects(path, judged)) return false
    if (judged.is === 'folder') replacedFolders.push(path)
    const isNew = judged.is === 'absent' || judged.is === 'folder' || judged.is === 'blocked'
    ;(isNew ? created : changed).push(path)
    const above = disk.folder(folderOf(path))
    if (above.is === 'real') moves.set(path, 'stats' in judged ? judged.stats : judged.is === 'folder' ? 'leaves' : undefined)
    else moves.set(above.at, above.is === 'file' ? 'leaves' : undefined)
    return true
  }

  /** Whether what is there may not be replaced or removed; then it was told. */
  function objects(path: string, judged: Judgement): boolean {
    switch (judged.is) {
      case 'absent':
      case 'same':
      case 'ours':
      case 'folder':
        return false
      case 'edited':
        edited.push(path)
        if (rules.respectsPeople) tell(editedByHand, { file: shown(path) })
        return rules.respectsPeople
      case 'foreign':
        foreign.push(path)
        if (rules.respectsPeople) tell(notOurs, { file: shown(path) })
        return rules.respectsPeople
      case 'blocked':
        if (isOrphan(judged.by)) return false
        tell(inTheWay, { file: shown(path), obstacle: shown(judged.by), is: 'a file' })
        return true
      case 'linked':
        tell(linkedFolder, { file: shown(path), link: shown(judged.by) })
        return true
    }
  }

  function isOrphan(path: string): boolean {
    return ledger.has(path) && !claims.hasFile(path) && rules.scope(path)
  }

  function considerOrphans(): void {
    for (const [path, known] of ledger) {
      if (claims.hasFile(path)) continue
      if (!rules.scope(path)) {
        during.set(path, known)
        after.set(path, known)
        continue
      }
      const judged = judgeOrphan(disk, path, known)
      // Also of files that are gone: a run may have been interrupted after it removed them.
      if (disk.folder(folderOf(path)).is === 'real') vacated.push(path)
      if (judged.is === 'absent' || objects(path, judged)) continue
      during.set(path, known)
      removed.push(path)
    }
    const leaving = new Set(removed)
    for (const path of replacedFolders)
      if (holdsMore(disk, path, leaving)) tell(inTheWay, { file: shown(path), obstacle: shown(path), is: 'a folder' })
  }

  function confirm(): void {
    if (!rules.respectsPeople) return
    for (const [path, seen] of moves) {
      if (seen === 'leaves' || isStill(disk, path, seen)) continue
      tell(seen === undefined ? notOurs : editedByHand, { file: shown(path) })
    }
  }

  return {
    consider,
    considerOrphans,
    confirm,
    created,
    changed,
    unchanged,
    removed,
    edited,
    foreign,
    vacated,
    replacedFolders,
    moves: () => [...moves.keys()],
    during,
    after,
  }
}
