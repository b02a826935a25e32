import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { compileLogRegex, namedGroups } from '../../kinds/log-regex.ts'
import { saysDay, saysZone, timePattern } from '../../kinds/time-format.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const withoutGroups = defineDiagnostic<{ format: string }>({
  code: 'check/log-regex-without-groups',
  severity: 'error',
  message: ({ format }) => `the expression of format \`${format}\` names no field`,
  note: () => 'Groups become fields by their names: `(?<level>[A-Z]+)`. A log agent refuses an expression without any.',
})

export const unknownField = defineDiagnostic<{ owner: string; word: string; field: string; known: readonly string[] }>({
  code: 'check/log-unknown-field',
  severity: 'error',
  message: ({ owner, word, field }) => `\`${word}\` of ${owner} names the field \`${field}\`, which no line can have`,
  note: ({ known }) =>
    known.length === 0 ? 'Its format reads no fields.' : `Its format reads ${known.map((name) => `\`${name}\``).join(', ')}.`,
})

export const timeWithoutDay = defineDiagnostic<{ owner: string; format: string }>({
  code: 'check/log-time-without-day',
  severity: 'error',
  message: ({ owner, format }) => `the time of ${owner} says no day: \`${format}\``,
  note: () =>
    'Every record would be of the day on which it is read, and around midnight of the wrong one. Leave `time` out: the runtime knows it better.',
})

export const zoneWithoutEffect = defineDiagnostic<{ owner: string }>({
  code: 'check/log-zone-without-effect',
  severity: 'error',
  message: ({ owner }) => `the zone of ${owner} has no effect, because every time says its own`,
})

export const exampleNotRead = defineDiagnostic<{ format: string; reason: string }>({
  code: 'check/log-example-not-read',
  severity: 'error',
  message: ({ format, reason }) => `the example of format \`${format}\` is not read: ${reason}`,
  note: () => 'A line that is not read stays whole, in `message`, and has none of the fields.',
})

/** Formats of your own: whether they can do what they say. */
export const logFormats: Rule = {
  model({ model, report }) {
    for (const [name, format] of Object.entries(model.logging.formats)) {
      const path = ['logging', 'formats', name]
      const owner = `format \`${name}\``
      const groups = namedGroups(format.regex)
      if (groups.length === 0) report(withoutGroups, at(model, ...path, 'regex'), { format: name })
      for (const field of Object.keys(format.types))
        if (!groups.includes(field))
          report(unknownField, atKey(model, ...path, 'types', field), { owner, word: 'types', field, known: groups })
      const { time, example } = format
      if (time !== undefined) {
        if (groups.length > 0 && !groups.includes(time.field))
          report(unknownField, at(model, ...path, 'time', 'field'), { owner, word: 'time', field: time.field, known: groups })
        if (!saysDay(time.format)) report(timeWithoutDay, at(model, ...path, 'time', 'format'), { owner, format: time.format })
        if (saysZone(time.format) && writtenAt(model, ...path, 'time', 'zone') !== undefined)
          report(zoneWithoutEffect, atKey(model, ...path, 'time', 'zone'), { owner })
      }
      const reason = example === undefined ? undefined : whyNotRead(example, format)
      if (reason !== undefined) report(exampleNotRead, at(model, ...path, 'example'), { format: name, reason })
    }
  },
}

interface Format {
  readonly regex: string
  readonly time?: { readonly field: string; readonly format: string }
  readonly multiline?: { readonly start: string }
}

function whyNotRead(example: string, { regex, time, multiline }: Format): string | undefined {
  const [first = ''] = example.split('\n')
  if (multiline !== undefined && compileLogRegex(multiline.start)?.test(first) !== true)
    return 'its first line does not match `multiline.start`'
  if (multiline === undefined && example.includes('\n')) return 'it has several lines, and nothing says where a record starts (`multiline`)'
  const found = compileLogRegex(regex)?.exec(example)
  if (!found) return 'the expression does not match it'
  if (time === undefined) return undefined
  const text = found.groups?.[time.field]
  if (text === undefined) return `it has no \`${time.field}\``
  return new RegExp(`^${timePattern(time.format)}$`).test(text) ? undefined : `its time \`${text}\` is not of the form \`${time.format}\``
}
