import type { Diagnostic, Edit } from '../../engine/diagnostics/diagnostic.ts'
import { collectFindings } from '../../engine/diagnostics/findings.ts'
import { locateFindings } from '../../engine/diagnostics/locate-findings.ts'
import { readPlaced } from '../../engine/source/placed.ts'
import type { JsonObject, Source } from '../../engine/source/source.ts'
import { validate } from '../../engine/validate/validate.ts'

/** One file as a source, without a disk. */
export function sourceOf(text: string): Source {
  const file = { path: 'platform.yaml', text }
  return { files: [file], value: readPlaced(text).value as JsonObject, owner: (pointer) => ({ file, pointer }) }
}

export interface Diagnosis {
  readonly platform: unknown
  readonly diagnostics: readonly Diagnostic[]
}

export function diagnose(text: string): Diagnosis {
  const findings = collectFindings()
  const source = sourceOf(text)
  const platform = validate(source, findings.report)
  return { platform, diagnostics: locateFindings(findings.list(), source) }
}

/** `code «what is underlined»`, for each diagnostic in the order of the file. */
export function told(text: string): readonly string[] {
  return diagnose(text).diagnostics.map((diagnostic) => `${diagnostic.code} «${underlined(text, diagnostic)}»`)
}

function underlined(text: string, { line, column, endLine, endColumn }: Diagnostic): string {
  const lines = text.split('\n')
  const offset = (row: number, at: number): number => lines.slice(0, row - 1).join('\n').length + (row > 1 ? 1 : 0) + at - 1
  return text.slice(offset(line, column), offset(endLine, endColumn))
}

/** The text with the first suggestion of its only diagnostic made. */
export function mended(text: string): string {
  const { diagnostics } = diagnose(text)
  const edits = diagnostics[0]?.suggestions[0]?.edits
  if (diagnostics.length !== 1 || edits === undefined)
    throw new Error(`not one diagnostic with a suggestion: ${JSON.stringify(diagnostics, null, 1)}`)
  return applied(text, edits)
}

export function applied(text: string, edits: readonly Edit[]): string {
  let result = text
  for (const edit of [...edits].sort((a, b) => b.startOffset - a.startOffset || b.endOffset - a.endOffset))
    result = result.slice(0, edit.startOffset) + edit.text + result.slice(edit.endOffset)
  return result
}
