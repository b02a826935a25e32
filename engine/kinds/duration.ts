import { firstReason, textKind } from './kind.ts'

const SHAPE = /^(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,9})s)?(?:(\d{1,9})ms)?$/
const SECONDS = [86_400, 3_600, 60, 1, 0.001]

/** Days to milliseconds, largest unit first. One grammar for the whole platform: renderers translate to Go, protobuf, Prometheus or seconds. */
export const duration = textKind({
  what: 'a duration',
  family: 'duration',
  example: '30s',
  explain: 'Whole numbers with the units d, h, m, s and ms, largest first: `90s`, `5m`, `1h30m`, `14d`, `250ms`',
  pattern: '(?=\\d)(\\d{1,6}d)?(\\d{1,6}h)?(\\d{1,6}m)?(\\d{1,9}s)?(\\d{1,9}ms)?',
  find: (text) =>
    firstReason(
      [text === '', 'it is empty'],
      [/^\d+$/.test(text), 'it has no unit'],
      [text.startsWith('-'), 'it is negative'],
      [/\s/.test(text), 'it has a space'],
      [/\d\.\d/.test(text), 'it has a fraction; use a smaller unit'],
      [true, 'it takes whole numbers with the units d, h, m, s and ms, largest first'],
    ),
  mend: (text) => (/^\d+$/.test(text) ? `${text}s` : fromWords(text)),
})

/** In seconds; fractional for milliseconds. For texts that passed the check. */
export function durationSeconds(text: string): number {
  const parts = SHAPE.exec(text)
  if (text === '' || parts === null) throw new Error(`not a duration: ${text}`)
  return SECONDS.reduce((sum, factor, index) => sum + Number(parts[index + 1] ?? 0) * factor, 0)
}

const WORDS: ReadonlyMap<string, number> = new Map([
  ...['d', 'day', 'days'].map((word) => [word, 86_400_000] as const),
  ...['h', 'hr', 'hrs', 'hour', 'hours'].map((word) => [word, 3_600_000] as const),
  ...['m', 'min', 'mins', 'minute', 'minutes'].map((word) => [word, 60_000] as const),
  ...['s', 'sec', 'secs', 'second', 'seconds'].map((word) => [word, 1000] as const),
  ...['ms', 'msec', 'millis', 'milliseconds'].map((word) => [word, 1] as const),
  ...['w', 'week', 'weeks'].map((word) => [word, 604_800_000] as const),
])

/** `1.5h`, `5 minutes`, `30 sec`, `2w` as they were probably meant. */
function fromWords(text: string): string | undefined {
  const parts = /^(\d{1,6}(?:\.\d{1,3})?)\s?([a-z]{1,12})$/.exec(text.toLowerCase())
  const factor = WORDS.get(parts?.[2] ?? '')
  if (parts === null || factor === undefined) return undefined
  return writeMillis(Math.round(Number(parts[1]) * factor))
}

function writeMillis(millis: number): string {
  let rest = millis
  let text = ''
  for (const [unit, size] of [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
    ['ms', 1],
  ] as const) {
    if (rest >= size) text += `${Math.floor(rest / size)}${unit}`
    rest %= size
  }
  return text === '' ? '0s' : text
}
