import { replacementOf, type TextEdit } from './edit.ts'
import { countOf, type Entry, entryAt, type Found } from './find.ts'
import { startOfLine } from './lines.ts'
import type { Entries, Placed } from './places.ts'
import { skipTrivia } from './trivia.ts'

/** Takes an entry or item away, with its key, its lines and the comments on them. A container that held nothing else stays, empty. */
export function removalOf(source: string, placed: Placed, container: Found, found: Found): readonly TextEdit[] {
  const { entry } = found
  if (entry === undefined || found.rest.length > 0) return []
  const { entries } = entry
  if (countOf(entries) === 1 && !entries.flow) return replacementOf(source, placed, container, Array.isArray(container.value) ? '[]' : '{}')
  return entries.flow ? removeFlow(source, entries, entry) : removeBlock(source, entries, entry)
}

function removeBlock(source: string, entries: Entries, entry: Entry): readonly TextEdit[] {
  const line = startOfLine(source, entry.keyStart)
  const before = source.slice(line, entry.keyStart)
  if (/^ *$/.test(before)) {
    const below = startOfNextLine(source, entry.end)
    const blank = /^(?: *\r?\n)*/.exec(source.slice(below))?.[0].length ?? 0
    // A text that keeps its empty lines (`|+`) would get those that come to stand below it. Looked for last, because that reads all of the text.
    const keeps = blank > 0 && /[|>]\d?\+/.test(source.slice(0, line))
    return [{ start: line, end: keeps ? below + blank : below, text: '' }]
  }
  // What stands before is the dash of an item whose first entry this is (or `? `, which is left to a person).
  if (!/^[- ]*$/.test(before)) return []
  const next = entryAt(entries, entry.index + 1)
  const between = source.slice(entry.end, next.keyStart)
  return [{ start: entry.keyStart, end: between.includes('#') ? entry.end : next.keyStart, text: '' }]
}

function startOfNextLine(source: string, offset: number): number {
  const feed = source.indexOf('\n', offset)
  return feed === -1 ? source.length : feed + 1
}

function removeFlow(source: string, entries: Entries, entry: Entry): readonly TextEdit[] {
  const { keyStart: start, end, index } = entry
  // Left to a person: `? key`, and the one map of `[a: b]`, which has no brackets.
  if (source.slice(entries.start, start).trimEnd().endsWith('?') || !/[[{]/.test(source[entries.start] ?? '')) return []
  const isLast = index + 1 === countOf(entries)
  // Beside a comment only the entry and its comma go; otherwise the spaces between two entries go too.
  if (index === 0 && isLast) {
    const around = source.slice(entries.start + 1, start) + source.slice(end, entries.end - 1)
    return around.includes('#') ? withComma(source, start, end) : [{ start: entries.start + 1, end: entries.end - 1, text: '' }]
  }
  const from = isLast ? entryAt(entries, index - 1).end : start
  const to = isLast ? end : entryAt(entries, index + 1).keyStart
  const between = isLast ? source.slice(from, start) : source.slice(end, to)
  return between.includes('#') ? withComma(source, start, end) : [{ start: from, end: to, text: '' }]
}

/** An entry and the comma behind it, but not a comment between the two. */
function withComma(source: string, start: number, end: number): readonly TextEdit[] {
  const comma = skipTrivia(source, end)
  if (source[comma] !== ',') return [{ start, end, text: '' }]
  if (comma === end) return [{ start, end: comma + 1, text: '' }]
  return [
    { start, end, text: '' },
    { start: comma, end: comma + 1, text: '' },
  ]
}
