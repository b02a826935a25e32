import { isAlias, isMap, isScalar, type ParsedNode, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml'
import { emptyMap, type Where } from '../places.ts'
import { coreScalar, isExact } from '../scalar.ts'
import type { Json } from '../source.ts'
import { skipTrivia, trimBreaks, trimSpaces } from '../trivia.ts'
import type { AddProblem } from './problem.ts'

interface Walk {
  readonly text: string
  readonly where: Where
  readonly add: AddProblem
}

/** A value, and where it ends; it starts where its node does. */
interface Walked {
  readonly value: Json
  readonly start: number
  readonly end: number
}

/** The value of a composed document and the places of everything in it; what the language does not have is a problem. Not deeper than the parser let it be. */
export function walk(text: string, root: ParsedNode, where: Where, add: AddProblem): Json | undefined {
  if (isScalar(root) && root.source === '' && root.type === 'PLAIN') return undefined
  return walkNode({ text, where, add }, root).value
}

function walkNode(walk: Walk, node: ParsedNode): Walked {
  const [start, end] = node.range
  if (isScalar(node)) return walkScalar(walk, node, start, end)
  if (isAlias(node)) {
    walk.add({ kind: 'alias', start, end })
    return { value: null, start, end }
  }
  if (node.flow === true) checkBracket(walk, start, end)
  return isMap(node) ? walkMap(walk, node, start, end) : walkList(walk, node, start, end)
}

function walkScalar(walk: Walk, node: Scalar, start: number, end: number): Walked {
  const source = node.source ?? ''
  switch (node.type) {
    case 'PLAIN': {
      const value = coreScalar(source)
      if (typeof value === 'number' && !isExact(source, value)) walk.add({ kind: 'inexact-number', start, end })
      return { value, start, end }
    }
    case 'BLOCK_LITERAL':
    case 'BLOCK_FOLDED':
      return { value: source, start, end: trimBreaks(walk.text, start, end) }
    default:
      checkQuote(walk, start, end)
      return { value: source, start, end }
  }
}

function checkQuote({ text, add }: Walk, start: number, end: number): void {
  const quote = text[start]
  if (quote !== '"' && quote !== "'") return
  if (end - start < 2 || text[end - 1] !== quote) add({ kind: 'unclosed-quote', start, end })
}

function checkBracket({ text, add }: Walk, start: number, end: number): void {
  // The map in `[a: b]` has no brackets.
  if (text[start] !== '{' && text[start] !== '[') return
  const closing = text[start] === '{' ? '}' : ']'
  if (end - start < 2 || text[end - 1] !== closing)
    add({ kind: 'unclosed-bracket', start, end: start + 1, other: { start: end, end: end + 1 } })
}

function walkMap(walk: Walk, node: YAMLMap.Parsed, start: number, end: number): Walked {
  const map = emptyMap()
  const flow = node.flow === true
  const keys: string[] = []
  const at: number[] = []
  /** Index of the first entry with a key, to show both of two. */
  const seen = new Map<string, number>()
  for (const pair of node.items) {
    const [keyStart, keyEnd] = pair.key.range
    const key = walkKey(walk, pair.key)
    if (key === undefined) continue
    if (key === '<<' && walk.text[keyStart] === '<') {
      walk.add({ kind: 'merge-key', start: keyStart, end: keyEnd })
      continue
    }
    if (pair.value === null) walk.add({ kind: 'missing-colon', start: keyStart, end: keyEnd })
    const value = pair.value === null ? { value: null, start: keyEnd, end: keyEnd } : walkValue(walk, pair.value, keyEnd, ':')
    const first = seen.get(key)
    if (first !== undefined) {
      const other = { start: at[4 * first] ?? 0, end: at[4 * first + 1] ?? 0 }
      walk.add({ kind: 'duplicate-key', start: keyStart, end: keyEnd, other })
      continue
    }
    seen.set(key, keys.length)
    map[key] = value.value
    keys.push(key)
    at.push(keyStart, keyEnd, value.start, value.end)
  }
  const entries = { start, end: flow ? end : (at.at(-1) ?? end), flow, keys, at }
  walk.where.set(map, entries)
  return { value: map, start, end: entries.end }
}

/** Keys are texts: `8080:` is the key `8080`, `yes:` is the key `yes`. */
function walkKey(walk: Walk, key: ParsedNode): string | undefined {
  const [start, end] = key.range
  if (isScalar(key)) {
    checkQuote(walk, start, end)
    if (start === end) walk.add({ kind: 'empty-key', start, end: start + 1 })
    return key.source ?? ''
  }
  walk.add({ kind: isAlias(key) ? 'alias' : 'complex-key', start, end })
  return undefined
}

function walkList(walk: Walk, node: YAMLSeq.Parsed, start: number, end: number): Walked {
  const list: Json[] = []
  const flow = node.flow === true
  const at: number[] = []
  let behind = start
  for (const item of node.items) {
    const dash = skipTrivia(walk.text, behind)
    const value = walkValue(walk, item, dash, '-')
    list.push(value.value)
    const keyStart = flow ? value.start : dash
    at.push(keyStart, keyStart, value.start, value.end)
    behind = value.end
  }
  const entries = { start, end: flow ? end : behind, flow, keys: [], at }
  walk.where.set(list, entries)
  return { value: list, start, end: entries.end }
}

/** A value that stands behind an indicator, somewhere after `from`. When nothing is written, it stands right behind it. */
function walkValue(walk: Walk, node: ParsedNode, from: number, indicator: ':' | '-'): Walked {
  const walked = walkNode(walk, node)
  if (walked.start < walked.end) return walked
  const at = skipTrivia(walk.text, from)
  const behind = walk.text[at] === indicator ? at + 1 : trimSpaces(walk.text, walked.start)
  return { value: walked.value, start: behind, end: behind }
}
