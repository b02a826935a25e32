import type { Report, Spot } from '../diagnostics/diagnostic.ts'
import { badLedger, badRoot, locked } from './diagnostics.ts'
import { type Home, isHomeTaken, LOCK, openHome } from './home.ts'
import { LEDGER, readLedger } from './ledger.ts'
import { HOME } from './paths.ts'
import { NOTHING, type WriteMode } from './result.ts'
import { findRoot } from './root.ts'
import { openSession, type Writer } from './session.ts'
import { openVoice, type Voice } from './voice.ts'

export type { Difference, WriteMode, WriteResult } from './result.ts'
export type { Writer } from './session.ts'

/** How one run writes. */
export interface WriterOptions {
  readonly mode: WriteMode
  readonly report: Report
  /** The place of whatever no value in platform.yaml explains. */
  readonly owner: Spot
  /** Overwrites and removes what a person edited, and overwrites what platgen never wrote. Default false. */
  readonly force?: boolean
  /** For a partial render: files of earlier runs for which it is false are neither removed nor looked at. Default: every file is in scope. */
  readonly scope?: (path: string) => boolean
  /** The files of the platform itself; the output folder may hold none of them. Default none. */
  readonly sources?: readonly string[]
}

/**
 * Opens an output folder. Whatever the user can mend is reported, also when nothing can be written at all: then the writer takes files and does nothing.
 * In mode `write` the folder is locked until `commit` or `discard`; one of them has to be called.
 */
export function openWriter(root: string, options: WriterOptions): Writer {
  const voice = openVoice(root, options.report, options.owner)
  return voice.attempt(root, () => open(root, options, voice)) ?? { add: () => {}, commit: () => NOTHING, discard: () => {} }
}

function open(given: string, options: WriterOptions, voice: Voice): Writer | undefined {
  const { tell, shown } = voice
  const root = findRoot(given, options.sources ?? [])
  if ('problem' in root) return void tell(badRoot, { root: given, reason: root.problem })
  if (isHomeTaken(root.path)) return void tell(badLedger, { ledger: shown(LEDGER), reason: `\`${HOME}\` is no folder` })
  const home = options.mode === 'write' ? openHome(root.path) : undefined
  if (home !== undefined && 'holder' in home) return void tell(locked, { lock: shown(LOCK), holder: home.holder })
  return closingOnFailure(home, () => {
    const read = readLedger(root.path)
    if ('problem' in read) return void tell(badLedger, { ledger: shown(LEDGER), reason: read.problem })
    const rules = { scope: options.scope ?? (() => true), respectsPeople: options.force !== true && options.mode !== 'compare' }
    return openSession(root.path, home, read, rules, voice)
  })
}

/** The lock is not kept by a writer that did not come about. */
function closingOnFailure(home: Home | undefined, work: () => Writer | undefined): Writer | undefined {
  let writer: Writer | undefined
  try {
    writer = work()
    return writer
  } finally {
    if (writer === undefined) home?.close()
  }
}
