import { firstReason, textKind } from './kind.ts'
import { empty, tooLong } from './names.ts'

const MONTHS = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)'
const DAYS = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)'
const DAY = '(?:0[1-9]|[12]\\d|3[01])'
const HOUR = '(?:[01]\\d|2[0-3])'
const MINUTE = '[0-5]\\d'
const SECOND = '(?:[0-5]\\d|60)'
const MONTH = '(?:0[1-9]|1[0-2])'

/** Directives that Ruby's and Fluent Bit's strptime read alike, each with what it stands for. */
const DIRECTIVES: ReadonlyMap<string, string> = new Map([
  ['Y', '\\d{4}'],
  ['m', MONTH],
  ['d', DAY],
  ['e', '(?: \\d|[12]\\d|3[01])'],
  ['H', HOUR],
  ['I', '(?:0[1-9]|1[0-2])'],
  ['p', '[AP]M'],
  ['M', MINUTE],
  ['S', SECOND],
  ['L', '\\d{1,9}'],
  ['N', '\\d{1,9}'],
  ['z', '(?:Z|[+-]\\d{2}:?\\d{2})'],
  ['b', MONTHS],
  ['a', DAYS],
  ['y', '\\d{2}'],
  ['T', `${HOUR}:${MINUTE}:${SECOND}`],
  ['F', `\\d{4}-${MONTH}-${DAY}`],
  ['%', '%'],
])

/** `strptime(3)`, as far as both agents agree. */
export const timeFormat = textKind({
  what: 'a time format',
  family: 'text',
  example: '%Y-%m-%dT%H:%M:%S.%L%z',
  explain: `A format of strptime with the directives ${[...DIRECTIVES.keys()].map((key) => `%${key}`).join(' ')}, or \`unix\``,
  find: (text) =>
    text === 'unix'
      ? undefined
      : firstReason(
          empty(text),
          tooLong(text, 100),
          [/[\0-\x1f\x7f]/.test(text), 'it has a control character'],
          [text.replaceAll('%%', '').endsWith('%'), 'it ends with a `%`'],
          ...[...text.matchAll(/%([-^0-9]*.)/gu)].map((found): readonly [boolean, string] => [
            !DIRECTIVES.has(found[1] as string),
            `\`${found[0]}\` is no directive that both agents know`,
          ]),
          [!text.includes('%'), 'it has no directive'],
        ),
})

/**
 * An expression, without anchors, for exactly what a format can read. A text that does not match it is never handed to strptime, so that a wrong
 * time costs no record.
 */
export function timePattern(format: string): string {
  if (format === 'unix') return '\\d{1,11}(?:\\.\\d{1,9})?'
  return format.replace(/%(.)|[\\^$.*+?()[\]{}|/]/gu, (sign, directive: string | undefined) =>
    directive === undefined ? `\\${sign}` : (DIRECTIVES.get(directive) ?? ''),
  )
}

/** Whether a format says the zone itself. */
export function saysZone(format: string): boolean {
  return format === 'unix' || format.replaceAll('%%', '').includes('%z')
}

/** Whether a format names a day, without which there is no time. */
export function saysDay(format: string): boolean {
  const plain = format.replaceAll('%%', '')
  return format === 'unix' || plain.includes('%F') || (/%[Yy]/.test(plain) && /%[mb]/.test(plain) && /%[de]/.test(plain))
}
