import { basename, dirname, join, resolve } from 'node:path'
import type { Place, Report } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/suggest.ts'
import { lineStarts } from '../source/lines.ts'
import { spanIn } from '../source/locate.ts'
import { readPlaced } from '../source/placed.ts'
import type { Placed } from '../source/places.ts'
import { toPointer } from '../source/pointer.ts'
import type { Source, SourceFile } from '../source/source.ts'
import { decode } from './decode.ts'
import { encoding, nestedInclude } from './diagnostics.ts'
import { findIncluded, namesBeside, type PlaceOfItem, shownIn } from './include.ts'
import { merge, type Part } from './merge.ts'
import { type ParsedFile, parseFile } from './parse-file.ts'
import { type FileFailure, readBytes } from './read-file.ts'
import { reportFailure } from './report-failure.ts'

/**
 * Reads platform.yaml and the files that it includes, as one value. Every mistake of every file is reported.
 *
 * @param rootFile platform.yaml, relative to `cwd` or absolute.
 * @returns `undefined` when platform.yaml itself could not be read. Otherwise what could be understood, so that mistakes can be shown in their lines;
 * the value is whole only when nothing was reported.
 */
export function load(rootFile: string, { cwd }: { readonly cwd: string }, report: Report): Source | undefined {
  const rootPath = resolve(cwd, rootFile)
  const rootName = shownIn(cwd, rootPath) || '.'
  const root = readText(rootPath, rootName, report, (failure) => reportMissingRoot(report, failure, rootPath, rootName))
  if (root === undefined) return undefined

  const read = [root]
  const placeOf = itemsOf(root.file)
  for (const { path, item } of findIncluded(rootPath, root.parsed?.value.include, placeOf, report)) {
    const name = shownIn(dirname(rootPath), path)
    const file = readText(path, shownIn(cwd, path), report, (failure) => reportFailure(report, failure, placeOf(item), name))
    if (file === undefined) continue
    read.push(file)
    refuseInclude(file, rootName, report)
  }
  const parts: Part[] = read.flatMap(({ file, parsed }) => (parsed?.isWhole === true ? [{ file, value: parsed.value }] : []))
  return { files: read.map(({ file }) => file), ...merge(root.file, parts, report) }
}

interface ReadFile {
  readonly file: SourceFile
  /** Undefined when nothing of it could be understood. */
  readonly parsed: ParsedFile | undefined
}

/** A file that is there and holds something, in whatever encoding. */
function readText(path: string, name: string, report: Report, fail: (failure: FileFailure) => void): ReadFile | undefined {
  const content = readBytes(path)
  if (content.kind !== 'bytes') {
    fail(content)
    return undefined
  }
  const { text, problem } = decode(content.bytes)
  const file = { path: name, text }
  if (problem === undefined) return { file, parsed: parseFile(file, report) }
  const { offset, found, byte } = problem
  const line = lineStarts(text.slice(0, offset)).length
  report(encoding, { file: name, start: offset, end: Math.min(offset + 1, text.length) }, { found, line, byte })
  return { file, parsed: undefined }
}

/** The places of the items of `include`. The file is read for places when the first is asked for. */
function itemsOf(file: SourceFile): PlaceOfItem {
  let placed: Placed | undefined
  return (index) => {
    placed ??= readPlaced(file.text)
    return spanIn(file, placed, toPointer(['include', index]), 'value')
  }
}

function reportMissingRoot(report: Report, failure: FileFailure, path: string, name: string): void {
  const place: Place = { file: name, start: 0, end: 0 }
  const meant = nearest(
    basename(path),
    namesBeside(path).filter((candidate) => /\.ya?ml$/.test(candidate)),
  )
  reportFailure(report, failure, place, name, {
    nearest: meant === undefined ? undefined : join(dirname(name), meant).replaceAll('\\', '/'),
  })
}

function refuseInclude({ file, parsed }: ReadFile, root: string, report: Report): void {
  if (parsed === undefined || !('include' in parsed.value)) return
  report(nestedInclude, spanIn(file, readPlaced(file.text), '/include', 'key'), { root })
}
