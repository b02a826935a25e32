import { loadPlan } from '../plan/load.ts'
import { writtenSpot } from '../plan/written.ts'
import { createLocator, type Locator } from '../source/locate.ts'
import type { Source } from '../source/source.ts'
import type { Diagnostic, Edit, Finding, Fix, Place, Range, Spot, Suggestion } from './diagnostic.ts'

/**
 * Findings with lines, columns and edits, sorted by file, place and code.
 * @param source `undefined` when platform.yaml could not be read: then only spans can be told.
 */
export function locateFindings(findings: readonly Finding[], source: Source | undefined): readonly Diagnostic[] {
  if (findings.length === 0) return []
  const locator = source === undefined ? createLocator(undefined) : inLongForm(createLocator(source), source)
  return findings.map((finding) => located(finding, locator)).sort(byPlace)
}

/** Stages that work on the long form name its places; what is underlined and mended is what was written. */
function inLongForm(locator: Locator, { value }: Source): Locator {
  const written = <P extends Place>(place: P): P | Spot => ('pointer' in place ? writtenSpot(loadPlan(), value, place) : place)
  return {
    ...locator,
    span: (place) => locator.span(written(place)),
    edits: (change) => {
      if ('replace' in change) return locator.edits({ ...change, replace: written(change.replace) })
      return locator.edits('remove' in change ? { remove: written(change.remove) } : change)
    },
  }
}

function located(finding: Finding, locator: Locator): Diagnostic {
  const { code, severity, message, note, place, related, fixes, environments, conceal } = finding
  return {
    code,
    severity,
    message,
    ...(note === undefined ? {} : { note }),
    ...rangeOf(place, locator),
    environments,
    related: related.map((one) => ({ message: one.message, ...rangeOf(one.place, locator) })),
    suggestions: fixes.map((fix) => suggestionOf(fix, locator)).filter((suggestion) => suggestion.edits.length > 0),
    ...(conceal === true ? { concealed: true } : {}),
  }
}

function rangeOf(place: Place, locator: Locator): Range {
  return locator.range(locator.span(place))
}

/** A fix without edits (nothing to edit is written there) would only repeat the message. One that can only be made in part is not offered at all. */
function suggestionOf({ message, changes }: Fix, locator: Locator): Suggestion {
  const edits = changes.map((change) => locator.edits(change))
  return { message, edits: edits.some((some) => some.length === 0) ? [] : edits.flat().sort(byOffset) }
}

function byOffset(a: Edit, b: Edit): number {
  return compare(a.file, b.file) || a.startOffset - b.startOffset || a.endOffset - b.endOffset
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.code, b.code) || compare(a.message, b.message)
}

/** By code units: the same everywhere, whatever the locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
