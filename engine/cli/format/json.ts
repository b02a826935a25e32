import type { Diagnostic } from '../../diagnostics/diagnostic.ts'

/** The contract of `--format json`: one object, one line break at the end; see `Diagnostic`. Keys are written out so that nothing else gets in. */
export function printJson(diagnostics: readonly Diagnostic[]): string {
  const contract = diagnostics.map(({ code, severity, message, note, file, line, column, endLine, endColumn, ...more }) => ({
    code,
    severity,
    message,
    ...(note === undefined ? {} : { note }),
    file,
    line,
    column,
    endLine,
    endColumn,
    environments: more.environments,
    related: more.related.map((one) => ({
      message: one.message,
      file: one.file,
      line: one.line,
      column: one.column,
      endLine: one.endLine,
      endColumn: one.endColumn,
    })),
    suggestions: more.suggestions.map((one) => ({
      message: one.message,
      edits: one.edits.map(({ file, startOffset, endOffset, text }) => ({ file, startOffset, endOffset, text })),
    })),
  }))
  return `${JSON.stringify({ diagnostics: contract }, undefined, 2)}\n`
}
