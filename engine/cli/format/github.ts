import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { printable } from '../../source/printable.ts'

/**
 * Workflow commands, which GitHub shows as annotations of the changed lines.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands; escapes as in github.com/actions/toolkit packages/core/src/command.ts.
 */
export function printGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(command).join('')
}

function command({
  severity,
  code,
  file,
  line,
  column,
  endLine,
  endColumn,
  message,
  note,
  environments,
  related,
  suggestions,
}: Diagnostic): string {
  const properties = {
    file,
    line,
    endLine,
    // The runner refuses columns of a range of several lines.
    ...(endLine === line ? { col: column, endColumn } : {}),
    title: code,
  }
  const body = [
    message,
    ...(environments.length > 0 ? [`in: ${environments.join(', ')}`] : []),
    ...(note === undefined ? [] : [`note: ${note}`]),
    ...related.map((one) => `note: ${one.message} (${one.file}:${one.line}:${one.column})`),
    ...suggestions.map((one) => `help: ${one.message}`),
  ]
  const words = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
  return `::${severity} ${words.join(',')}::${escapeData(body.map(printable).join('\n'))}\n`
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
