import type { TextEdit } from './edit.ts'
import { countOf, type Entry, entryAt, type Found } from './find.ts'
import { endOfLine, startOfLine } from './lines.ts'
import { type Entries, isMap, type Placed } from './places.ts'
import { yamlScalar } from './quote.ts'
import type { Json } from './source.ts'
import { skipTrivia } from './trivia.ts'

/** Puts an entry into a map, as its last one. Maps on the way that do not exist yet are made; what exists and is no map cannot take it. */
export function additionOf(source: string, placed: Placed, target: Found, key: string, value: string): readonly TextEdit[] {
  const path = [...target.rest, key]
  const at = target.value
  if (at === null) return target.entry === undefined ? [] : fillEmpty(source, placed, target.entry, path, value)
  if (Array.isArray(at)) return target.rest.length === 0 && value === '{}' ? appendItem(source, placed.where.get(at), key) : []
  const entries = isMap(at) ? placed.where.get(at) : undefined
  if (entries === undefined || !isMap(at)) return []
  // `[a: b]` is a list of one map that has no brackets.
  if (entries.flow && source[entries.start] !== '{') return []
  if (entries.flow) return countOf(entries) === 0 ? fillBrackets(source, entries, path, value) : appendFlow(source, entries, path, value)
  return appendBlock(source, placed, at, entries, path, value)
}

/** A list of names stands for a map of empty objects, so that a new key is one more name. */
function appendItem(source: string, entries: Entries | undefined, name: string): readonly TextEdit[] {
  if (entries === undefined || countOf(entries) === 0) return []
  const last = entryAt(entries, countOf(entries) - 1)
  if (entries.flow) return [{ start: last.end, end: last.end, text: `, ${yamlScalar(name)}` }]
  const indent = last.keyStart - startOfLine(source, last.keyStart)
  return [linesAt(source, last.end, [`${' '.repeat(indent)}- ${yamlScalar(name)}`])]
}

/** `a: { b: value }` for a path of two. Undefined when the value has several lines. */
function flowText(path: readonly string[], value: string): string | undefined {
  if (value.includes('\n')) return undefined
  const [first = '', ...rest] = path
  const inner = rest.length === 0 ? value : `{ ${flowText(rest, value)} }`
  return `${yamlScalar(first)}: ${inner}`
}

/** The lines of an entry, each indented. A value of several lines is a block below its key. */
function blockLines(path: readonly string[], value: string, indent: number, step: number): readonly string[] {
  const [first = '', ...rest] = path
  const key = `${' '.repeat(indent)}${yamlScalar(first)}:`
  if (rest.length > 0) return [key, ...blockLines(rest, value, indent + step, step)]
  if (!value.includes('\n')) return [`${key} ${value}`]
  const lines = value.replace(/\n$/, '').split('\n')
  return [key, ...lines.map((line) => (line === '' ? line : ' '.repeat(indent + step) + line))]
}

function appendBlock(
  source: string,
  placed: Placed,
  map: Json,
  entries: Entries,
  path: readonly string[],
  value: string,
): readonly TextEdit[] {
  const last = entryAt(entries, countOf(entries) - 1)
  const line = startOfLine(source, last.keyStart)
  // Behind `? ` a key does not stand in its map's column; behind `|+` an added line would end the text earlier.
  if (!/^[- ]*$/.test(source.slice(line, last.keyStart)) || endsInKeptLines(source, placed, map, entries)) return []
  const indent = last.keyStart - line
  return [linesAt(source, last.end, blockLines(path, value, indent, stepOf(source, placed)))]
}

/** Whether the last text of a block keeps the empty lines behind it. */
function endsInKeptLines(source: string, placed: Placed, value: Json, entries: Entries): boolean {
  const index = countOf(entries) - 1
  const last = isMap(value) ? value[entries.keys[index] ?? ''] : Array.isArray(value) ? (value[index] as Json) : null
  const inside = typeof last === 'object' && last !== null ? placed.where.get(last) : undefined
  if (last !== undefined && inside !== undefined) return !inside.flow && endsInKeptLines(source, placed, last, inside)
  return /^[|>]\d?\+/.test(source.slice(entryAt(entries, index).start, entryAt(entries, index).end))
}

/** New lines below the one that holds `offset`. */
function linesAt(source: string, offset: number, lines: readonly string[]): TextEdit {
  const end = endOfLine(source, offset)
  const lineBreak = /\r?\n/.exec(source)?.[0] ?? '\n'
  return { start: end, end, text: lines.map((line) => lineBreak + line).join('') }
}

/** How far the file indents. */
function stepOf(source: string, { value, where }: Placed): number {
  if (!isMap(value)) return 2
  for (const child of Object.values(value)) {
    const entries = isMap(child) ? where.get(child) : undefined
    if (entries !== undefined && !entries.flow) return Math.max(1, entries.start - startOfLine(source, entries.start))
  }
  return 2
}

function fillBrackets(source: string, { start, end }: Entries, path: readonly string[], value: string): readonly TextEdit[] {
  const text = flowText(path, value)
  if (text === undefined || source.slice(start, end).includes('#')) return []
  return [{ start: start + 1, end: end - 1, text: ` ${text} ` }]
}

function appendFlow(source: string, entries: Entries, path: readonly string[], value: string): readonly TextEdit[] {
  const text = flowText(path, value)
  if (text === undefined) return []
  const last = entryAt(entries, countOf(entries) - 1)
  const comma = skipTrivia(source, last.end)
  const hasComma = source[comma] === ','
  const line = startOfLine(source, last.keyStart)
  const end = endOfLine(source, hasComma ? comma : last.end)
  const indent = source.slice(line, last.keyStart)
  // One entry per line stays one entry per line.
  if (indent.trim() === '' && end < entries.end && line > entries.start) {
    const below = linesAt(source, end, [`${indent}${text}${hasComma ? ',' : ''}`])
    if (hasComma) return [below]
    // Two edits at one place would have no order.
    return last.end === end ? [{ ...below, text: `,${below.text}` }] : [{ start: last.end, end: last.end, text: ',' }, below]
  }
  return hasComma ? [{ start: comma + 1, end: comma + 1, text: ` ${text}` }] : [{ start: last.end, end: last.end, text: `, ${text}` }]
}

/** Where a key or a dash has no value, or `null`. */
function fillEmpty(source: string, placed: Placed, entry: Entry, path: readonly string[], value: string): readonly TextEdit[] {
  const { entries, start, end } = entry
  const line = startOfLine(source, entry.keyStart)
  if (start === end && !entries.flow && entry.keyStart < entry.keyEnd && /^[- ]*$/.test(source.slice(line, entry.keyStart))) {
    const step = stepOf(source, placed)
    return [linesAt(source, end, blockLines(path, value, entry.keyStart - line + step, step))]
  }
  const text = flowText(path, value)
  if (text === undefined) return []
  return [start === end ? { start, end, text: ` { ${text} }` } : { start, end, text: `{ ${text} }` }]
}
