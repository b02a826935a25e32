import type { Edit } from '../../diagnostics/diagnostic.ts'
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
  const same = commonStart(before, after)
  const rest = Math.min(commonStart(before.toReversed(), after.toReversed()), Math.min(before.length, after.length) - same)
  const gone = before.slice(same, before.length - rest)
  const come = after.slice(same, after.length - rest)
  const line = first + same
  if (gone.length === 0 && come.length === 0) return []

  const context = gone.length === 0 && line > 1 ? [numbered(line - 1, ' ', shownLine(lines.line(line - 1)), frame)] : []
  const pairs = gone.length === come.length
  return [
    ...context,
    ...few(gone, (old, index) =>
      numbered(line + index, '-', painted(old, pairs ? come[index] : undefined, 'removed', frame), frame, 'removed'),
    ),
    ...few(come, (fresh, index) =>
      numbered(line + index, '+', painted(fresh, pairs ? gone[index] : undefined, 'added', frame), frame, 'added'),
    ),
  ]
}

function few(texts: readonly string[], show: (text: string, index: number) => string): readonly string[] {
  const shown = texts.slice(0, MOST_LINES).map(show)
  const more = texts.length - MOST_LINES
  return more > 0 ? [...shown, `… and ${more} more`] : shown
}

/** The part of a line in which it differs from its counterpart has the colour; without a counterpart all of it. */
function painted(text: string, other: string | undefined, style: 'added' | 'removed', { paint }: Frame): string {
  if (other === undefined) return paint(style, shownLine(text))
  const start = commonStart([...text], [...other])
  const letters = [...text]
  const end = Math.min(commonStart(letters.toReversed(), [...other].reverse()), Math.min(letters.length, [...other].length) - start)
  const [head, middle, tail] = [letters.slice(0, start), letters.slice(start, letters.length - end), letters.slice(letters.length - end)]
  return shownLine(head.join('')) + paint(style, shownLine(middle.join(''))) + shownLine(tail.join(''))
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
