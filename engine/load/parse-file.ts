import type { Report, Span } from '../diagnostics/diagnostic.ts'
import { spanIn } from '../source/locate.ts'
import { emptyMap, isMap } from '../source/places.ts'
import { readPlain } from '../source/plain/read.ts'
import type { Json, JsonObject, SourceFile } from '../source/source.ts'
import { type ParsedText, parseYaml } from '../source/yaml/parse.ts'
import { hasOnlyPrintable } from './control-characters.ts'
import { empty, notAMap } from './diagnostics.ts'
import { reportProblems } from './problems.ts'

/** What could be understood of a file. */
export interface ParsedFile {
  readonly value: JsonObject
  /** Whether that is all of it. */
  readonly isWhole: boolean
}

/** Parses one file and reports everything that is wrong with it. */
export function parseFile(file: SourceFile, report: Report): ParsedFile | undefined {
  if (!hasOnlyPrintable(file, report)) return undefined
  const plain = readPlain(file.text)
  if (isMap(plain)) return { value: plain, isWhole: true }
  const parsed = parseYaml(file.text)
  reportProblems(file, parsed, report)
  return rootMap(file, parsed, report)
}

function rootMap(file: SourceFile, parsed: ParsedText, report: Report): ParsedFile | undefined {
  const { value, problems } = parsed
  const isWhole = problems.length === 0
  if (isMap(value)) return { value, isWhole }
  if (value === undefined && isWhole) report(empty, { file: file.path, start: 0, end: 0 }, {})
  // A file with mistakes may be a map once they are mended.
  if (value !== undefined && isWhole) report(notAMap, rootSpan(file, value, parsed), { found: kindOf(value) })
  return { value: emptyMap(), isWhole: false }
}

function kindOf(value: Json): 'list' | 'text' | 'value' {
  if (Array.isArray(value)) return 'list'
  return typeof value === 'string' ? 'text' : 'value'
}

function rootSpan(file: SourceFile, value: Json, { where }: ParsedText): Span {
  if (typeof value === 'object' && value !== null) return spanIn(file, { value, where }, '', 'value')
  const start = file.text.search(/^(?!---)[^\s#]/m)
  const line = file.text.slice(start).split(/\r?\n/, 1)[0] ?? ''
  return { file: file.path, start, end: start + line.trimEnd().length }
}
