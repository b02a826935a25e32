import type { Diagnostic, Edit } from '../../engine/diagnostics/diagnostic.ts'

/** What the first comment lines of a mistake say. */
export interface Expectation {
  /** `render` when the mistake shows only while rendering. */
  readonly until: 'check' | 'render'
  /** Sorted lines, as `describe` writes them. Empty for `#! clean`. */
  readonly diagnostics: readonly string[]
  /** Those of `diagnostics` whose first suggestion has to repair the file. */
  readonly fixed: readonly string[]
}

const LINE = /^#!\s*(?<place>(?<code>[a-z-]+\/[a-z0-9-]+)\s+(?:\S+?:)?\d+:\d+-\d+:\d+)(?<fix>\s+fix)?\s*$/

/** Reads the `#!` lines. Throws, with how to write one, when there is none or one cannot be read. */
export function readExpectation(text: string): Expectation {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const header = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith('#!')),
  )
  const words = header.filter((line) => !/^#!\s*(render|clean)\s*$/.test(line))
  if (header.length === 0)
    throw new Error('the first line has to be `#! code line:column-endLine:endColumn [fix]`, `#! render` or `#! clean`')
  const parsed = words.map((line) => {
    const groups = LINE.exec(line)?.groups
    if (groups === undefined) throw new Error(`cannot read \`${line}\`; write \`#! stage/code line:column-endLine:endColumn [fix]\``)
    return { place: (groups.place as string).replace(/\s+/g, ' '), fix: groups.fix !== undefined }
  })
  if (parsed.length === 0 && !header.some((line) => /^#!\s*clean/.test(line)))
    throw new Error('no diagnostic is expected; write `#! clean` to say so')
  return {
    until: header.some((line) => /^#!\s*render/.test(line)) ? 'render' : 'check',
    diagnostics: parsed.map(({ place }) => place).sort(),
    fixed: parsed.filter(({ fix }) => fix).map(({ place }) => place),
  }
}

/** A diagnostic as a `#!` line says it. The file is named when it is not the case itself. */
export function describeDiagnostic(diagnostic: Diagnostic, file: string): string {
  const where = diagnostic.file === file ? '' : `${diagnostic.file}:`
  return `${diagnostic.code} ${where}${diagnostic.line}:${diagnostic.column}-${diagnostic.endLine}:${diagnostic.endColumn}`
}

/** The text with the edits of one file made, last first, so that offsets stay true. Throws when two overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = text
  let end = text.length
  for (const edit of [...edits].sort((a, b) => b.startOffset - a.startOffset || b.endOffset - a.endOffset)) {
    if (edit.endOffset > end || edit.startOffset > edit.endOffset)
      throw new Error(`the edit at ${edit.startOffset}-${edit.endOffset} overlaps another`)
    result = result.slice(0, edit.startOffset) + edit.text + result.slice(edit.endOffset)
    end = edit.startOffset
  }
  return result
}
