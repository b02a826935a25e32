import type { Report } from '../diagnostics/diagnostic.ts'
import type { SourceFile } from '../source/source.ts'
import { carriageReturn, controlCharacter } from './diagnostics.ts'

/** What cannot stand in YAML (1.2 §5.1, `c-printable`). */
const UNPRINTABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/g
/** A line break of YAML, but not of the package that reads it, and of hardly an editor. */
const RETURN_ALONE = /\r(?!\n)/g
/** A file that is full of them is no text; the first ones say so. */
const MOST = 20

/** Reports characters that must not reach a parser, one per line. Says whether there are none. */
export function hasOnlyPrintable(file: SourceFile, report: Report): boolean {
  let count = 0
  let lineEnd = -1
  for (const { index, 0: letter } of file.text.matchAll(UNPRINTABLE)) {
    if (index < lineEnd) continue
    lineEnd = file.text.indexOf('\n', index)
    if (lineEnd === -1) lineEnd = file.text.length
    const character = `U+${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
    report(controlCharacter, { file: file.path, start: index, end: index + 1 }, { character })
    if (++count === MOST) break
  }
  const alone = RETURN_ALONE.exec(file.text)
  RETURN_ALONE.lastIndex = 0
  if (alone !== null) report(carriageReturn, { file: file.path, start: alone.index, end: alone.index }, {})
  return count === 0 && alone === null
}
