import type { Edit } from '../../diagnostics/diagnostic.ts'
import { lineChanges } from '../../write/line-changes.ts'
import { bar, type Frame, numbered, shownLine } from './frame.ts'
import type { Lines } from './lines.ts'

/** More lines than this are counted instead of shown. */
const MOST_LINES = 12

/** What a suggestion does to one file, as lines that go (`-`) and come (`+`). Undefined when it changes no line. */
export function suggestedChange(edits: readonly Edit[], lines: Lines, frame: Frame): string | undefined {
  const shown = groups(edits, lines).flatMap((group) => changedLines(group, lines, frame))
  return shown.length === 0 ? undefined : [bar(frame), ...shown].join('\n')
}

/** The largest line number that `suggestedChange` shows. */
export function lastSuggestedLine(edits: readonly Edit[], lines: Lines): number {
  return Math.max(
    0,
    ...edits.map((edit) =>
      Math.max(lines.at(edit.endOffset), lines.at(edit.startOffset) + Math.min(MOST_LINES, edit.text.split('\n').length)),
    ),
  )
}

interface Group {
  readonly edits: Edit[]
  readonly first: number
  last: number
}

/** Edits of neighbouring lines are shown as one change. */
function groups(edits: readonly Edit[], lines: Lines): readonly Group[] {
  const found: Group[] = []
  for (const edit of [...edits].sort((a, b) => a.startOffset - b.startOffset || a.endOffset - b.endOffset)) {
    const first = lines.at(edit.startOffset)
    const last = lines.at(edit.endOffset)
    const open = found.at(-1)
    if (open !== undefined && first <= open.last + 1) {
      open.edits.push(edit)
      open.last = Math.max(open.last, last)
    } else found.push({ edits: [edit], first, last })
  }
  return found
}

function changedLines({ edits, first, last }: Group, lines: Lines, frame: Frame): readonly string[] {
  const { text } = lines
  const start = lines.start(first)
  const end = lines.start(last + 1)
  let changed = ''
  let done = start
  for (const edit of edits) {
    changed += text.slice(done, edit.startOffset) + edit.text
    done = edit.endOffset
  }
  changed += text.slice(done, end)
  const before = splitLines(text.slice(start, end))
  const after = splitLines(changed)
  return lineChanges(before, after).flatMap(({ fromA, toA, fromB, toB }, index, all) => {
    const gone = before.slice(fromA, toA)
    const come = after.slice(fromB, toB)
    const pairs = gone.length === come.length
    // What only comes is shown below the line that it comes after.
    const stays = all[index - 1]?.toA ?? Math.max(0, fromA - (gone.length === 0 ? 1 : 0))
    const context =
      fromA === 0 && gone.length === 0
        ? lineAbove(first, lines, frame)
        : before
            .slice(Math.max(stays, fromA - 2), fromA)
            .map((same, at) => numbered(first + Math.max(stays, fromA - 2) + at, ' ', shownLine(same), frame))
    return [
      ...context,
      ...few(gone, (old, at) =>
        numbered(first + fromA + at, '-', painted(old, pairs ? come[at] : undefined, 'removed', frame), frame, 'removed'),
      ),
      ...few(come, (fresh, at) =>
        numbered(first + fromB + at, '+', painted(fresh, pairs ? gone[at] : undefined, 'added', frame), frame, 'added'),
      ),
    ]
  })
}

function lineAbove(line: number, lines: Lines, frame: Frame): readonly string[] {
  return line > 1 ? [numbered(line - 1, ' ', shownLine(lines.line(line - 1)), frame)] : []
}

function few(texts: readonly string[], show: (text: string, index: number) => string): readonly string[] {
  const shown = texts.slice(0, MOST_LINES).map(show)
  const more = texts.length - MOST_LINES
  return more > 0 ? [...shown, `  … and ${more} more`] : shown
}

/** The words in which a line differs from its counterpart have the colour; without a counterpart all of it has. */
function painted(text: string, other: string | undefined, style: 'added' | 'removed', { paint }: Frame): string {
  if (other === undefined) return paint(style, shownLine(text))
  const same = commonStart([...text], [...other])
  const letters = [...text]
  const sameEnd = Math.min(commonStart(letters.toReversed(), [...other].reverse()), Math.min(letters.length, [...other].length) - same)
  let start = same
  let end = letters.length - sameEnd
  while (start > 0 && isOfWord(letters[start - 1])) start--
  while (end < letters.length && isOfWord(letters[end])) end++
  const part = (from: number, to: number): string => shownLine(letters.slice(from, to).join(''))
  return part(0, start) + paint(style, part(start, end)) + part(end, letters.length)
}

function isOfWord(letter: string | undefined): boolean {
  return letter !== undefined && /[\p{L}\p{N}_-]/u.test(letter)
}

function splitLines(text: string): readonly string[] {
  const lines = text.split(/\r?\n/)
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

function commonStart<T>(a: readonly T[], b: readonly T[]): number {
  let count = 0
  while (count < a.length && count < b.length && a[count] === b[count]) count++
  return count
}
