import { type LineChange, lineChanges } from './line-changes.ts'

/** Equal lines that are shown around each change. */
const CONTEXT = 3

/**
 * How one text becomes another, in the unified format (https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html), which people,
 * `patch` and `git apply` read. Undefined is no file. Empty when nothing changes.
 */
export function textDiff(path: string, before: string | undefined, after: string | undefined): string {
  if (before === after) return ''
  const a = linesOf(before ?? '')
  const b = linesOf(after ?? '')
  const head = `--- ${before === undefined ? '/dev/null' : `a/${path}`}\n+++ ${after === undefined ? '/dev/null' : `b/${path}`}\n`
  return head + hunks(lineChanges(a, b), a, b).join('')
}

/** With their line breaks; the last one may have none, and is another line than with one. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

function hunks(changes: readonly LineChange[], a: readonly string[], b: readonly string[]): readonly string[] {
  const groups: LineChange[][] = []
  for (const change of changes) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group !== undefined && last !== undefined && change.fromA - last.toA <= 2 * CONTEXT) group.push(change)
    else groups.push([change])
  }
  return groups.map((group) => hunk(group, a, b))
}

function hunk(changes: readonly LineChange[], a: readonly string[], b: readonly string[]): string {
  const [first, last] = [changes[0], changes.at(-1)]
  if (first === undefined || last === undefined) return ''
  const lead = Math.min(CONTEXT, first.fromA)
  const tail = Math.min(CONTEXT, a.length - last.toA)
  let text = `@@ -${range(first.fromA - lead, last.toA + tail)} +${range(first.fromB - lead, last.toB + tail)} @@\n`
  let at = first.fromA - lead
  for (const change of changes) {
    text += marked(' ', a, at, change.fromA) + marked('-', a, change.fromA, change.toA) + marked('+', b, change.fromB, change.toB)
    at = change.toA
  }
  return text + marked(' ', a, at, last.toA + tail)
}

/** First line from 1 and number of lines; an empty range names the line before it, and the number 1 is left out. */
function range(from: number, to: number): string {
  const count = to - from
  if (count === 0) return `${from},0`
  return count === 1 ? `${from + 1}` : `${from + 1},${count}`
}

function marked(mark: string, lines: readonly string[], from: number, to: number): string {
  let text = ''
  for (let index = from; index < to; index++) {
    const line = lines[index] ?? ''
    text += line.endsWith('\n') ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`
  }
  return text
}
