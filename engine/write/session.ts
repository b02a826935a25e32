import { HALF_PAIR } from '../emit/plain-data.ts'
import type { OutputFile } from '../render/artifact.ts'
import { openClaims } from './claims.ts'
import { commit } from './commit.ts'
import { openDecisions, type Rules } from './decisions.ts'
import { badPath, caseCollision, fileAndFolder, locked, twoWriters } from './diagnostics.ts'
import { openFolders } from './folders.ts'
import { type Home, LOCK } from './home.ts'
import type { ReadLedger } from './ledger.ts'
import { pathProblem } from './paths.ts'
import { resultOf, type WriteResult } from './result.ts'
import { openStaging } from './staging.ts'
import type { Voice } from './voice.ts'

/** Takes all files of a run, and then, at once, brings the output folder up to date. */
export interface Writer {
  /** Takes a finished file. Nothing in the output folder changes before `commit`. */
  readonly add: (file: OutputFile) => void
  /** Brings the folder up to date, or says what that would be. When anything was reported by this writer, nothing is written. */
  readonly commit: () => WriteResult
  /** Ends without a trace. */
  readonly discard: () => void
}

/** A writer into an output folder that is known to be one, holding `home` when it is going to write. */
export function openSession(root: string, home: Home | undefined, read: ReadLedger, rules: Rules, voice: Voice): Writer {
  const { tell, attempt, shown, hasTold } = voice
  const claims = openClaims()
  const decisions = openDecisions({ root, folder: openFolders(root), shown }, read, claims, rules, tell)
  const staging = home && openStaging(root)
  const texts = home === undefined ? new Map<string, string>() : undefined
  let isOpen = true

  function add(file: OutputFile): void {
    const { path, content, by = 'platgen' } = file
    if (HALF_PAIR.test(content)) throw new Error(`${by} renders half of a surrogate pair into ${path}`)
    if (!claim(path, by)) return
    attempt(shown(path), () => {
      if (!decisions.consider(file)) return
      texts?.set(path, content)
      if (!hasTold()) staging?.put(path, content, file.executable)
    })
  }

  /** Whether the path is one, and nobody else's; otherwise that was told. */
  function claim(path: string, by: string): boolean {
    const reason = pathProblem(path)
    if (reason !== undefined) {
      tell(badPath, { path, by, reason })
      return false
    }
    const conflict = claims.claim(path, by)
    switch (conflict?.type) {
      case undefined:
        return true
      case 'same-path':
        tell(twoWriters, { file: shown(path), by, other: conflict.by })
        return false
      case 'same-but-for-case':
        tell(caseCollision, { file: shown(path), other: shown(conflict.path) })
        return false
      case 'file-and-folder':
        tell(fileAndFolder, { file: shown(conflict.file), inside: shown(conflict.inside) })
        return false
    }
  }

  function finish(): WriteResult {
    if (!isOpen) throw new Error('this writer was ended before')
    try {
      const isWritten = attempt(shown(''), conclude) ?? false
      return resultOf(root, decisions, isWritten, texts)
    } finally {
      discard()
    }
  }

  function conclude(): boolean {
    decisions.considerOrphans()
    if (home === undefined || staging === undefined) return false
    if (!home.isHeld()) tell(locked, { lock: shown(LOCK), holder: 'another run' })
    if (!hasTold()) decisions.confirm()
    if (hasTold()) return false
    commit({ root, staging, decisions, keepsFolder: claims.hasFolder, ledgerOnDisk: read.text })
    return true
  }

  function discard(): void {
    if (!isOpen) return
    isOpen = false
    attempt(shown(''), () => {
      if (home === undefined || !home.isHeld()) return
      staging?.remove()
      home.close()
    })
  }

  return { add, commit: finish, discard }
}
