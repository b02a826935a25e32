import { type Field, fieldsBelow } from '../../explain/field.ts'
import { flow, formsOf } from '../../explain/forms.ts'
import { grammarOf, typeText } from '../../explain/type-text.ts'
import { wordsOf } from '../../explain/words.ts'
import type { Paint } from '../paint.ts'
import { table } from '../table.ts'
import { WIDEST, wrap } from '../wrap.ts'

const LONGEST_TYPE = 80

/** Everything that can be said of one field. */
export function describeField(field: Field, paint: Paint, columns: number | undefined): string {
  const { description, default: value, examples } = wordsOf(field.part)
  const forms = formsOf(field.key, field.node, field.part)
  const grammar = grammarOf(field.node)
  const facts = [
    ['takes', typeText(field.node)],
    ...(grammar === undefined ? [] : [['', grammar]]),
    ...(field.required ? [['', 'required']] : []),
    ...(value === undefined || isEmptyMap(value) ? [] : [['default', flow(value)]]),
    ...(forms === undefined
      ? []
      : [
          ['short', forms.short],
          ['long', forms.long],
        ]),
    ...examples.map((example, index) => [index === 0 ? 'example' : '', `${field.key}: ${flow(example)}`]),
  ]
  const below = fieldsBelow(field)
  return [
    `${paint('strong', field.path)}\n`,
    wrap(description ?? '', columns),
    table(facts, { columns: columns ?? WIDEST }),
    ...(below.length === 0 ? [] : [`Fields:\n${below.map((one) => brief(one, paint, columns)).join('')}`]),
    ...(below.length === 0
      ? []
      : [`${paint('faint', `\`platgen explain ${field.path.replaceAll('.NAME', '')}.${below[0]?.key}\` says more of each.`)}\n`]),
  ].join('\n')
}

/** A field in the list of those below another. */
function brief(field: Field, paint: Paint, columns: number | undefined): string {
  const { description, default: value } = wordsOf(field.part)
  const head = [
    short(typeText(field.node)),
    ...(field.required ? ['required'] : []),
    ...(value === undefined || isEmptyMap(value) || /\bDefault\b/.test(description ?? '') ? [] : [`default ${flow(value)}`]),
  ]
  return `  ${paint('help', field.key)}  ${paint('faint', head.join('; '))}\n${wrap(description ?? '', columns, '      ')}`
}

/** What is longer is said where the field itself is explained. */
function short(text: string): string {
  return text.length <= LONGEST_TYPE ? text : `${text.slice(0, LONGEST_TYPE)}…`
}

function isEmptyMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
}
