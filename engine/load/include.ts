import { readdirSync, realpathSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import type { Report, Spot } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/suggest.ts'
import { at } from '../source/pointer.ts'
import { yamlScalar } from '../source/quote.ts'
import type { Json } from '../source/source.ts'
import { noMatch, outside, tooManyFiles, unusablePattern } from './diagnostics.ts'
import { matches, readPattern } from './pattern.ts'
import { failureOf } from './read-file.ts'
import { reportFailure } from './report-failure.ts'

/** Files that one platform can include, and names that are looked at to find them. */
const MOST_FILES = 10_000
const MOST_NAMES = 200_000

/** A file to read, and the item of `include` that led to it. */
export interface Included {
  readonly path: string
  readonly place: Spot
}

/** The files that `include` names, without platform.yaml itself, each once, sorted by path. What is no list of texts is left to validation. */
export function findIncluded(rootPath: string, include: Json | undefined, report: Report): readonly Included[] {
  if (!Array.isArray(include)) return []
  const search: Search = { folder: dirname(rootPath), report, names: 0 }
  const found = new Map<string, Included>()
  for (const [index, pattern] of (include as readonly Json[]).entries()) {
    if (typeof pattern !== 'string') continue
    const place = at('include', index)
    for (const path of expand(search, pattern, place)) if (!found.has(path)) found.set(path, { path, place })
    if (search.names > MOST_NAMES || found.size > MOST_FILES) {
      report(tooManyFiles, place, { most: search.names > MOST_NAMES ? MOST_NAMES : MOST_FILES })
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
  readonly report: Report
  /** How many names of files and folders were looked at. */
  names: number
}

/** The paths that a pattern stands for. One without a wildcard stands for a file that is there or missed later on. */
function expand(search: Search, pattern: string, place: Spot): readonly string[] {
  const { folder, report } = search
  const segments = readPattern(pattern)
  if (typeof segments === 'string') {
    if (segments === 'absolute' || segments === 'parent') report(outside, place, { path: pattern, how: segments })
    else report(unusablePattern, place, { pattern, what: segments })
    return []
  }
  if (!pattern.includes('*')) return [join(folder, ...segments)]
  const paths: string[] = []
  try {
    for (const path of matches(folder, segments, () => ++search.names <= MOST_NAMES)) {
      if (paths.push(path) > MOST_FILES) break
    }
  } catch (error) {
    reportFailure(report, failureOf(error), place, pattern)
    return paths
  }
  if (paths.length === 0 && search.names <= MOST_NAMES) report(noMatch, place, { pattern })
  return paths
}

/** Without what is missing, what links lead out of the folder to, and what was met before under another name. */
function reallyThere(rootPath: string, search: Search, files: readonly Included[]): readonly Included[] {
  const { folder, report } = search
  const realFolder = realpathSync.native(folder)
  const inside = realFolder.endsWith(sep) ? realFolder : realFolder + sep
  const seen = new Set([realpathSync.native(rootPath)])
  return files.filter(({ path, place }) => {
    const real = realPath(path, place, search)
    if (real === undefined || seen.has(real)) return false
    seen.add(real)
    if (real.startsWith(inside) || real === realFolder) return true
    report(outside, place, { path: shownIn(folder, path), how: 'link' })
    return false
  })
}

function realPath(path: string, place: Spot, { folder, report }: Search): string | undefined {
  try {
    return realpathSync.native(path)
  } catch (error) {
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
