import type { Entry, Item, Template, Variables } from '../plan/template.ts'
import { goString, reading } from '../values/path.ts'
import type { Slot } from '../values/slot.ts'
import { isOdd, moreVariables, opening, type Root, scalar } from './expression.ts'
import { labelLines, type NamedLabels } from './labels.ts'
import { behind, entryLines, indented, itemLines, keyLines, textLines } from './literal.ts'

/** What a template is printed with. */
export interface Printing {
  /** What the chart's own named templates start with. */
  readonly chart: string
  readonly labels: NamedLabels
  readonly root: Root
  /** The column of the lines, for what Helm indents. */
  readonly column: number
}

/** The lines of the entries of a map. */
export function mapLines(entries: readonly Entry[], printing: Printing): string[] {
  return entries.flatMap((entry) => conditional(entry, entryOf(entry, printing), printing))
}

function entryOf(entry: Entry, printing: Printing): string[] {
  const { key, template } = entry
  const { root } = printing
  const inner = { ...printing, column: printing.column + 2 }
  const head = () => keyLines(key)
  switch (template.type) {
    case 'literal':
      return entryLines(key, template.value)
    case 'text':
      return rooted(behind(head(), ...(textLines(template.pieces) as [string])), root)
    case 'value':
      return valueLines(template.slot, head(), isWith(entry), inner)
    case 'override':
    case 'include':
    case 'jobName':
      return behind(head(), inline(template, printing))
    case 'map':
      return [...head(), ...indented([...mapLines(template.entries, inner), ...moreLines(template.more, inner)])]
    case 'labels':
      return [...head(), ...indented([...labelTexts(template, inner), ...moreLines(template.more, inner)])]
    case 'list':
      return [...head(), ...indented(listLines(template, inner))]
    case 'each':
      return [...head(), ...indented(eachLines(template, inner))]
  }
}

/** A value behind its key or dash: on one line, or as YAML below it. `.` is the value itself, where a condition made it so. */
function valueLines(slot: Slot, head: readonly string[], isDot: boolean, { root, column }: Printing): string[] {
  const from = reading(slot.path, root)
  if (!isBlock(slot)) return behind(head, scalar(slot, from))
  return [...head, ...indented([`{{- toYaml ${isDot ? '.' : from} | nindent ${column} }}`])]
}

function isBlock(slot: Slot): boolean {
  return slot.form === 'whole' && !isOdd(slot)
}

/** Whether the condition is written `with`, as people do where all that is printed is the value itself. */
function isWith({ template, when }: Entry | Item): boolean {
  return template.type === 'value' && isBlock(template.slot) && when?.test === 'filled'
}

function conditional(part: Entry | Item, lines: readonly string[], { root }: Printing): string[] {
  const { when } = part
  if (when === undefined) return [...lines]
  const first = when.test === 'filled' && isWith(part) ? `{{- with ${reading(when.path, root)} }}` : opening(when, root)
  return [first, ...lines, '{{- end }}']
}

/** The lines of a map of labels before its named templates are taken out. */
export function labelTexts(template: Template & { readonly type: 'labels' }, printing: Printing): string[] {
  return labelLines(mapLines(template.entries, printing), template.role, printing.labels, printing)
}

function moreLines(more: Slot | undefined, { root, column }: Printing): string[] {
  return more === undefined ? [] : [`{{- with ${reading(more.path, root)} }}`, `{{- toYaml . | nindent ${column} }}`, '{{- end }}']
}

function listLines({ items, more, variables }: Template & { readonly type: 'list' }, printing: Printing): string[] {
  const lines = items.flatMap((item) => conditional(item, itemOf(item, printing), printing))
  return [...lines, ...(variables === undefined ? [] : variableLines(variables, printing)), ...moreLines(more, printing)]
}

function itemOf(item: Item, printing: Printing): string[] {
  const { template } = item
  const inner = { ...printing, column: printing.column + 2 }
  switch (template.type) {
    case 'literal':
      return itemLines(template.value)
    case 'text':
      return rooted(behind(['-'], ...(textLines(template.pieces) as [string])), printing.root)
    case 'value':
      return valueLines(template.slot, ['-'], isWith(item), inner)
    case 'override':
    case 'include':
    case 'jobName':
      return [`- ${inline(template, printing)}`]
    case 'map':
      return dashed(template.entries, [...mapLines(template.entries, inner), ...moreLines(template.more, inner)])
    case 'labels':
      return ['-', ...indented([...labelTexts(template, inner), ...moreLines(template.more, inner)])]
    case 'list':
      return ['-', ...indented(listLines(template, inner))]
    case 'each':
      return ['-', ...indented(eachLines(template, inner))]
  }
}

/** A map as an item: its first line stands behind the dash, when it is there in any case. */
function dashed([first]: readonly Entry[], lines: readonly string[]): string[] {
  const text = indented(lines)
  if (first === undefined || first.when !== undefined || text[0] === undefined || text[0].startsWith('  ?')) return ['-', ...text]
  return [`- ${text[0].slice(2)}`, ...text.slice(1)]
}

function eachLines({ slot, key, rest }: Template & { readonly type: 'each' }, printing: Printing): string[] {
  const inner = { ...printing, root: '$', column: printing.column + 2 } as const
  return [
    `{{- range ${reading(slot.path, printing.root)} }}`,
    `- ${key}: {{ . | quote }}`,
    ...indented(mapLines(rest, inner)),
    '{{- end }}',
  ]
}

function variableLines(variables: Variables, { root, column }: Printing): string[] {
  return [
    `{{- range $name, $value := ${moreVariables(variables, root)} }}`,
    '- name: {{ $name | quote }}',
    '  {{- if kindIs "map" $value }}',
    '  valueFrom:',
    `    {{- toYaml $value | nindent ${column + 4} }}`,
    '  {{- else }}',
    '  value: {{ $value | quote }}',
    '  {{- end }}',
    '{{- end }}',
  ]
}

/** What is printed on one line, behind a key or a dash. */
export function inline(template: Template & { readonly type: 'override' | 'include' | 'jobName' }, { chart, root }: Printing): string {
  if (template.type === 'include') {
    const argument = template.argument === undefined ? root : reading(template.argument, root)
    return `{{ include ${goString(`${chart}.${template.template}`)} ${argument} | quote }}`
  }
  if (template.type === 'jobName') {
    const name = template.base.type === 'literal' ? goString(String(template.base.value)) : reading(template.base.slot.path, root)
    return `{{ include ${goString(`${chart}.jobName`)} (dict "name" ${name} "release" ${root === '$' ? '$' : ''}.Release) | quote }}`
  }
  const format = goString(template.pieces.map((piece) => piece.replaceAll('%', '%%')).join('%[1]s'))
  const namespace = root === '$' ? '$.Release.Namespace' : '.Release.Namespace'
  return `{{ ${reading(template.slot.path, root)} | default (printf ${format} ${namespace}) | quote }}`
}

/** A text that reads the namespace, inside of a loop. */
function rooted(lines: readonly string[], root: Root): string[] {
  return root === '.' ? [...lines] : lines.map((line) => line.replaceAll('{{ .Release.Namespace', '{{ $.Release.Namespace'))
}
