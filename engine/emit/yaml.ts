import { isPlainObject, MAX_DEPTH, notPlainData } from './plain-data.ts'
import { blockHeader, isBlock, isPlain, numberText, quoted } from './yaml-scalar.ts'

/** YAML 1.1 and 1.2 allow 1024 letters between the start of an implicit key and its colon; longer ones take the explicit form. */
const LONGEST_IMPLICIT_KEY = 1000

/** Thrown where something cannot be written; `writeYaml` then finds out where, so that nobody pays for paths before. */
const UNWRITABLE = Symbol('unwritable')

/**
 * YAML that readers of versions 1.1 and 1.2 read as exactly these values. Takes null, booleans, finite numbers, strings, arrays and plain objects, and
 * throws for anything else, naming it by its path. Keys stay in the order of the objects; what is contained twice is written twice.
 *
 * Written for one job and therefore fast: one pass, no intermediate tree, no options. Each function below returns its text without a last line break
 * and starts right behind the indicator of its parent (`key:`, `-`).
 */
export function writeYaml(documents: readonly unknown[]): string {
  try {
    let text = ''
    for (const document of documents) text += (text === '' ? '' : '---\n') + root(document)
    return text
  } catch (error) {
    throw error === UNWRITABLE ? (notPlainData(documents) ?? new Error('data changed while it was written')) : error
  }
}

function root(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    const isEmpty = Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0
    if (!isEmpty) return `${Array.isArray(value) ? sequence(value, 0, '') : mapping(value, 0, '')}\n`
  }
  // A literal block at the root has no parent to be indented against, and readers disagree about its indicator.
  return typeof value === 'string' && value.includes('\n') ? `${inQuotes(value)}\n` : `${node(value, 0, '').slice(1)}\n`
}

/** `depth` is that of the collection the value would be; its lines start at twice that column. `first` is what separates it from its first entry. */
function node(value: unknown, depth: number, first: string): string {
  switch (typeof value) {
    case 'string':
      return isPlain(value) ? ` ${value}` : text(value, depth)
    case 'number':
      if (!Number.isFinite(value)) throw UNWRITABLE
      return ` ${numberText(value)}`
    case 'boolean':
      return value ? ' true' : ' false'
    case 'object':
      if (value === null) return ' null'
      return Array.isArray(value) ? sequence(value, depth, first) : mapping(value, depth, first)
    default:
      throw UNWRITABLE
  }
}

function mapping(value: object, depth: number, first: string): string {
  if (depth > MAX_DEPTH || !isPlainObject(value)) throw UNWRITABLE
  const line = newline(depth)
  const below = newline(depth + 1)
  let out = ''
  for (const key of Object.keys(value)) {
    out += out === '' ? first : line
    out += keyText(key, line)
    out += node(value[key], depth + 1, below)
  }
  return out === '' ? ' {}' : out
}

function sequence(value: readonly unknown[], depth: number, first: string): string {
  if (depth > MAX_DEPTH) throw UNWRITABLE
  const line = newline(depth)
  let out = ''
  for (let index = 0; index < value.length; index++) {
    out += index === 0 ? first : line
    out += '-'
    out += node(value[index], depth + 1, ' ')
  }
  return out === '' ? ' []' : out
}

function keyText(key: string, line: string): string {
  const text = isPlain(key) ? key : inQuotes(key)
  return text.length <= LONGEST_IMPLICIT_KEY ? `${text}:` : `? ${text}${line}:`
}

function text(value: string, depth: number): string {
  if (!isBlock(value)) return ` ${inQuotes(value)}`
  const lines = value.endsWith('\n') ? value.slice(0, -1) : value
  return ` ${blockHeader(value)}${`\n${lines}`.replace(/\n(?=[^\n])/g, newline(depth))}`
}

function inQuotes(value: string): string {
  const text = quoted(value)
  if (text === undefined) throw UNWRITABLE
  return text
}

const NEWLINES = Array.from({ length: 32 }, (_, depth) => `\n${'  '.repeat(depth)}`)

function newline(depth: number): string {
  return NEWLINES[depth] ?? `\n${'  '.repeat(depth)}`
}
