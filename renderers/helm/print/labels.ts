import type { PlannedObject } from '../plan/chart-plan.ts'
import type { Template } from '../plan/template.ts'
import { goString } from '../values/path.ts'
import type { Root } from './expression.ts'

/** The labels that a chart says once, as the lines of its named templates. Empty when there are none. */
export interface NamedLabels {
  /** Those that every object has: the template `labels`. */
  readonly common: readonly string[]
  /** Those that choose the pods of the main workload: the template `selectorLabels`. */
  readonly selector: readonly string[]
}

export const NO_LABELS: NamedLabels = { common: [], selector: [] }

/** The lines of a map of labels, with the named templates where they fit. */
export function labelLines(
  lines: readonly string[],
  role: 'object' | 'pod' | 'selector',
  { common, selector }: NamedLabels,
  { chart, root, column }: { readonly chart: string; readonly root: Root; readonly column: number },
): string[] {
  const has = (all: readonly string[]) => all.length > 0 && all.every((line) => lines.includes(line))
  const isCommon = role !== 'selector' && has(common)
  if (!isCommon && !has(selector)) return [...lines]
  const name = isCommon ? 'labels' : 'selectorLabels'
  const named = isCommon ? common : selector
  return [`{{- include ${goString(`${chart}.${name}`)} ${root} | nindent ${column} }}`, ...lines.filter((line) => !named.includes(line))]
}

/** The labels that are worth a template of their own. `print` gives the lines of a map of labels. */
export function namedLabels(
  objects: readonly PlannedObject[],
  main: PlannedObject | undefined,
  print: (labels: Template & { readonly type: 'labels' }) => readonly string[],
): NamedLabels {
  const each = objects.flatMap(({ template }) => labelsOf(template, 'object')).map(print)
  const [first = []] = each
  const common = first.filter((line) => each.every((lines) => lines.includes(line)))
  const [selector] = main === undefined ? [] : labelsOf(main.template, 'selector')
  return { common: common.length > 1 ? common : [], selector: selector === undefined ? [] : print(selector) }
}

/** The maps of labels in a template that have a role. Those below lists are nobody's own. */
function labelsOf(template: Template, role: 'object' | 'selector'): (Template & { readonly type: 'labels' })[] {
  if (template.type === 'labels') return template.role === role ? [template] : []
  return template.type === 'map' ? template.entries.flatMap((entry) => labelsOf(entry.template, role)) : []
}
