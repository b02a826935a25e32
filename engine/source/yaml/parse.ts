import { Composer, type CST, Lexer, type ParsedNode, Parser } from 'yaml'
import type { Where } from '../places.ts'
import { DEEPEST } from '../plain/cursor.ts'
import type { Json } from '../source.ts'
import type { AddProblem, Problem } from './problem.ts'
import { walk } from './walk.ts'

/** A text as the yaml package understands it. */
export interface ParsedText {
  /** What could be understood; undefined when nothing is written. */
  readonly value: Json | undefined
  readonly where: Where
  /** Sorted by place. Not more than MOST_PROBLEMS. */
  readonly problems: readonly Problem[]
}

/** More than a person reads, and enough to say that a file is no YAML at all. */
const MOST_PROBLEMS = 1000
/** The package needs up to 400 bytes for a token: 400 MB at worst. Two megabytes of ordinary YAML have fewer. */
const MOST_TOKENS = 1_000_000

/** Reads any text with the yaml package, and finds everything that is wrong with it. Slower and hungrier than `readPlain`, but it knows the whole language. */
export function parseYaml(text: string): ParsedText {
  const problems: Problem[] = []
  const add: AddProblem = (problem) => {
    if (problems.length < MOST_PROBLEMS) problems.push(problem)
  }
  const where: Where = new Map()
  const root = compose(text, add)
  const value = root === undefined ? undefined : walk(text, root, where, add)
  return { value, where, problems: problems.sort((a, b) => a.start - b.start || a.end - b.end) }
}

/**
 * Drives lexer, parser and composer token by token (https://eemeli.org/yaml/#working-with-cst-tokens), so that anchors and tags are seen where they stand,
 * and a text that is too deep never gets to the composer, which is recursive.
 */
function compose(text: string, add: AddProblem): ParsedNode | undefined {
  const parser = new Parser()
  // Keys are compared in `walk`: the package compares each with each.
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false, logLevel: 'silent' })
  // A hostile text has an error per character, and an Error object takes a kilobyte: errors are taken where they arise, as data.
  Object.assign(composer, { onError: errorHandler(text, add) })

  let root: ParsedNode | undefined
  let documents = 0
  const take = (token: CST.Token): void => {
    if (token.type === 'document' && ++documents === 2) add({ kind: 'several-documents', start: token.offset, end: token.offset + 3 })
    if (token.type === 'error')
      add({ kind: 'syntax', code: 'OUTSIDE_DOCUMENT', start: token.offset, end: token.offset + token.source.length })
    else if (documents <= 1) for (const document of composer.next(token)) root = document.contents ?? undefined
  }

  let tokens = 0
  let isScalar = false
  for (const lexeme of new Lexer().lex(text)) {
    const start = parser.offset
    const end = start + lexeme.length
    for (const token of parser.next(lexeme)) take(token)
    if (!isScalar) markToken(lexeme, start, add)
    isScalar = lexeme === SCALAR_FOLLOWS
    if (parser.stack.length > DEEPEST + 1 && openCollections(parser) > DEEPEST) {
      add({ kind: 'too-deep', start, end })
      return undefined
    }
    if (++tokens > MOST_TOKENS) {
      add({ kind: 'too-many-tokens', start, end })
      return undefined
    }
  }
  for (const token of parser.end()) take(token)
  for (const document of composer.end()) root = document.contents ?? undefined
  return root
}

/** What the lexer yields before the text of a scalar (`CST.SCALAR`). */
const SCALAR_FOLLOWS = '\x1f'

function markToken(lexeme: string, start: number, add: AddProblem): void {
  const end = start + lexeme.length
  if (lexeme.startsWith('&')) add({ kind: 'anchor', start, end })
  else if (lexeme.startsWith('!')) add({ kind: 'tag', start, end })
  // Anything else, `%YAML 1.1` above all, would change the meaning of the file.
  else if (lexeme.startsWith('%') && !/^%YAML\s+1\.2$/.test(lexeme)) add({ kind: 'directive', start, end })
}

function openCollections(parser: Parser): number {
  let open = 0
  for (const { type } of parser.stack) if (type === 'block-map' || type === 'block-seq' || type === 'flow-collection') open++
  return open
}

type ErrorPlace = number | readonly number[] | { readonly offset: number; readonly source?: string }

/** Warnings are about tags and anchors, which are problems anyway. */
function errorHandler(text: string, add: AddProblem): (place: ErrorPlace, code: string, message: string, warning?: boolean) => void {
  return (place, code, _message, warning) => {
    if (warning === true) return
    const [start, end] = extentOf(place)
    // Version 2.9 wants a space before every comment in brackets, even where its line begins with it.
    if (code === 'MISSING_CHAR' && text[start] === '#' && text[start - 1] === '\n') return
    add({ kind: 'syntax', code, start, end })
  }
}

function extentOf(place: ErrorPlace): readonly [start: number, end: number] {
  if (typeof place === 'number') return [place, place + 1]
  if ('offset' in place) return [place.offset, place.offset + (place.source?.length ?? 1)]
  return [place[0] ?? 0, place[1] ?? 0]
}
