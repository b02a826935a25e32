import type { Fix } from '../diagnostics/diagnostic.ts'
import type { TextEdit } from '../source/edit.ts'
import { isMap } from '../source/places.ts'
import { readPlain } from '../source/plain/read.ts'
import type { SourceFile } from '../source/source.ts'
import type { Remedy } from './diagnosis.ts'

/** Characters that may be parsed to try remedies, for one file. A larger file gets one try. */
const MOST_TRIED = 500_000

/** The first remedy that works, if one does. */
export type Mend = (remedies: readonly Remedy[]) => readonly Fix[]

/**
 * Tries remedies before they are offered: one works when the text that it makes has fewer mistakes.
 *
 * @param mistakes How many the file has as it is.
 * @param count How many a text has.
 */
export function createMend({ path: file, text }: SourceFile, mistakes: number, count: (text: string) => number): Mend {
  let tried = 0
  return (remedies) => {
    for (const { message, edits } of remedies) {
      if (tried > 0 && tried + text.length > MOST_TRIED) return []
      tried += text.length
      const mended = applyEdits(text, edits)
      if (!isMap(readPlain(mended)) && count(mended) >= mistakes) continue
      return [
        { message, changes: edits.map(({ start, end, text: replacement }) => ({ replace: { file, start, end }, text: replacement })) },
      ]
    }
    return []
  }
}

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = ''
  let from = 0
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    result += text.slice(from, edit.start) + edit.text
    from = edit.end
  }
  return result + text.slice(from)
}
