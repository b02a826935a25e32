import { type Dirent, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Why a pattern cannot be used at all. */
export type PatternMistake = 'empty' | 'deep' | 'backslash' | 'control' | 'absolute' | 'parent'

/** A pattern as the names and wildcards between its slashes, or what is wrong with it. */
export function readPattern(pattern: string): readonly string[] | PatternMistake {
  if (pattern.trim() === '') return 'empty'
  if (/\p{Cc}/u.test(pattern)) return 'control'
  if (pattern.includes('\\')) return 'backslash'
  if (/^(?:\/|[A-Za-z]:)/.test(pattern)) return 'absolute'
  const segments = pattern.split('/').filter((segment) => segment !== '' && segment !== '.')
  if (segments.includes('..')) return 'parent'
  return pattern.includes('**') ? 'deep' : segments
}

/** Whether a name fits a segment, in which `*` stands for any number of characters. Names that begin with a dot fit only what begins with one. */
export function fits(name: string, segment: string): boolean {
  if (name.startsWith('.') && !segment.startsWith('.')) return false
  const [first = '', ...rest] = segment.split('*')
  const last = rest.pop()
  if (last === undefined) return name === segment
  const end = name.length - last.length
  if (!name.startsWith(first) || !name.endsWith(last) || end < first.length) return false
  let at = first.length
  for (const part of rest) {
    const found = name.indexOf(part, at)
    if (found === -1 || found + part.length > end) return false
    at = found + part.length
  }
  return true
}

/**
 * The files below a folder that fit a pattern; folders do not. Throws what the system throws.
 *
 * @param look Called with every name that is looked at; says whether to go on.
 */
export function* matches(folder: string, segments: readonly string[], look: () => boolean): Generator<string> {
  const [segment = '', ...rest] = segments
  if (!segment.includes('*')) {
    const path = join(folder, segment)
    if (rest.length > 0) yield* matches(path, rest, look)
    else if (statSync(path, { throwIfNoEntry: false }) !== undefined) yield path
    return
  }
  for (const entry of entriesOf(folder)) {
    if (!look()) return
    if (!fits(entry.name, segment)) continue
    const path = join(folder, entry.name)
    const isFolder = entry.isSymbolicLink() ? isFolderBehind(path) : entry.isDirectory()
    if (rest.length > 0 && isFolder) yield* matches(path, rest, look)
    else if (rest.length === 0 && !isFolder) yield path
  }
}

/** What is in a folder, sorted by the code units of the names; nothing when there is no such folder. */
function entriesOf(folder: string): readonly Dirent[] {
  if (!isFolderBehind(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
}

function isFolderBehind(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
