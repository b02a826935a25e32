import { readdirSync, realpathSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import type { Report, Span } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/suggest.ts'
import { yamlScalar } from '../source/quote.ts'
import type { Json } from '../source/source.ts'
import { noMatch, outside, tooManyFiles, unusablePattern } from './diagnostics.ts'
import { matches, readPattern } from './pattern.ts'
import { failureOf } from './read-file.ts'
import { reportFailure } from './report-failure.ts'

/** Files that one platform can include, and names that are looked at to find them. */
const MOST_FILES = 10_000
const MOST_NAMES = 200_000

/** Where an item of `include` stands. Asked for only when there is something to say about it. */
export type PlaceOfItem = (index: number) => Span

/** A file to read, and the item of `include` that led to it. */
export interface Included {
  readonly path: string
  readonly item: number
}

/** The files that `include` names, without platform.yaml itself, each once, sorted by path. What is no list of texts is left to validation. */
export function findIncluded(rootPath: string, include: Json | undefined, placeOf: PlaceOfItem, report: Report): readonly Included[] {
  if (!Array.isArray(include)) return []
  const search: Search = { folder: dirname(rootPath), placeOf, report, names: 0 }
  const found = new Map<string, Included>()
  for (const [item, pattern] of (include as readonly Json[]).entries()) {
    if (typeof pattern !== 'string') continue
    for (const path of expand(search, pattern, item)) if (!found.has(path)) found.set(path, { path, item })
    if (search.names > MOST_NAMES || found.size > MOST_FILES) {
      report(tooManyFiles, placeOf(item), { most: search.names > MOST_NAMES ? MOST_NAMES : MOST_FILES })
      return []
    }
  }
  return reallyThere(
    rootPath,
    search,
    [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
  )
}

interface Search {
  /** The folder of platform.yaml. */
  readonly folder: string
  readonly placeOf: PlaceOfItem
  readonly report: Report
  /** How many names of files and folders were looked at. */
  names: number
}

/** The paths that a pattern stands for. One without a wildcard stands for a file that is there or missed later on. */
function expand(search: Search, pattern: string, item: number): readonly string[] {
  const { folder, placeOf, report } = search
  const segments = readPattern(pattern)
  if (typeof segments === 'string') {
    if (segments === 'absolute' || segments === 'parent') report(outside, placeOf(item), { path: pattern, how: segments })
    else report(unusablePattern, placeOf(item), { pattern, what: segments })
    return []
  }
  if (!pattern.includes('*')) return [join(folder, ...segments)]
  const paths: string[] = []
  try {
    for (const path of matches(folder, segments, () => ++search.names <= MOST_NAMES)) {
      if (paths.push(path) > MOST_FILES) break
    }
  } catch (error) {
    reportFailure(report, failureOf(error), placeOf(item), pattern)
    return paths
  }
  if (paths.length === 0 && search.names <= MOST_NAMES) report(noMatch, placeOf(item), { pattern })
  return paths
}

/** Without what is missing, what links lead out of the folder to, and what was met before under another name. */
function reallyThere(rootPath: string, search: Search, files: readonly Included[]): readonly Included[] {
  const { folder, placeOf, report } = search
  const realFolder = realpathSync.native(folder)
  const inside = realFolder.endsWith(sep) ? realFolder : realFolder + sep
  const seen = new Set([realpathSync.native(rootPath)])
  return files.filter(({ path, item }) => {
    const real = realPath(path, item, search)
    if (real === undefined || seen.has(real)) return false
    seen.add(real)
    if (real.startsWith(inside) || real === realFolder) return true
    report(outside, placeOf(item), { path: shownIn(folder, path), how: 'link' })
    return false
  })
}

function realPath(path: string, item: number, { folder, placeOf, report }: Search): string | undefined {
  try {
    return realpathSync.native(path)
  } catch (error) {
    const place = placeOf(item)
    const meant = nearest(basename(path), namesBeside(path))
    const better = meant === undefined ? undefined : shownIn(folder, join(dirname(path), meant))
    const fixes = better === undefined ? [] : [{ message: `write \`${better}\``, changes: [{ replace: place, text: yamlScalar(better) }] }]
    reportFailure(report, failureOf(error), place, shownIn(folder, path), { nearest: better, fixes })
    return undefined
  }
}

/** Names in the folder of a path, to find the one that was meant. */
export function namesBeside(path: string): readonly string[] {
  try {
    return readdirSync(dirname(path)).sort()
  } catch {
    return []
  }
}

/** Relative to a folder, with `/`. */
export function shownIn(folder: string, path: string): string {
  return relative(folder, path).replaceAll(sep, '/')
}
