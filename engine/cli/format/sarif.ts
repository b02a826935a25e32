import type { Diagnostic, Edit, Range, Suggestion } from '../../diagnostics/diagnostic.ts'
import { pageMarkdown } from '../../explain/page.ts'
import { findPage } from '../../explain/pages.ts'
import { lineStarts, positionOf } from '../../source/lines.ts'
import { version } from '../version.ts'
import type { Printing } from './printer.ts'

/** SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html: one run, with the rules that were broken and how to mend it. */
export function printSarif(diagnostics: readonly Diagnostic[], { textOf }: Printing): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort()
  const ruleIndex = new Map(codes.map((code, index) => [code, index]))
  const severities = new Map(diagnostics.map(({ code, severity }) => [code, severity]))
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'platgen', version, rules: codes.map((code) => rule(code, severities.get(code) ?? 'error')) } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic) => result(diagnostic, ruleIndex.get(diagnostic.code) ?? 0, textOf)),
      },
    ],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

function rule(id: string, level: string) {
  const page = findPage(id)
  return {
    id,
    defaultConfiguration: { level },
    ...(page === undefined ? {} : { shortDescription: { text: page.title }, help: { text: page.why, markdown: pageMarkdown(page) } }),
  }
}

function result(diagnostic: Diagnostic, ruleIndex: number, textOf: Printing['textOf']) {
  const { code, severity, message, note, related, suggestions, environments } = diagnostic
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: note === undefined ? message : `${message}\n${note}` },
    locations: [{ physicalLocation: physicalLocation(diagnostic) }],
    ...(related.length === 0
      ? {}
      : { relatedLocations: related.map((one, id) => ({ id, message: { text: one.message }, physicalLocation: physicalLocation(one) })) }),
    ...(suggestions.length === 0 ? {} : { fixes: suggestions.map((one) => fix(one, textOf)) }),
    ...(environments.length === 0 ? {} : { properties: { environments } }),
  }
}

function physicalLocation({ file, line, column, endLine, endColumn }: Range) {
  return { artifactLocation: artifact(file), region: { startLine: line, startColumn: column, endLine, endColumn } }
}

/** Relative, as it was named: who reads the log knows the folder that it was made in (§3.4.4). */
function artifact(file: string) {
  return { uri: file.split('/').map(encodeURIComponent).join('/') }
}

function fix({ message, edits }: Suggestion, textOf: Printing['textOf']) {
  const files = [...new Set(edits.map(({ file }) => file))]
  return {
    description: { text: message },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifact(file),
      replacements: edits.filter((edit) => edit.file === file).map((edit) => replacement(edit, lineStarts(textOf(file) ?? ''))),
    })),
  }
}

/** Both ways to say where, because readers know the one or the other (§3.30.1). */
function replacement({ startOffset, endOffset, text }: Edit, starts: readonly number[]) {
  const start = positionOf(starts, startOffset)
  const end = positionOf(starts, endOffset)
  return {
    deletedRegion: {
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
      charOffset: startOffset,
      charLength: endOffset - startOffset,
    },
    insertedContent: { text },
  }
}
