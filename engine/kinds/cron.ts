import { textKind } from './kind.ts'

// https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
const MACROS = new Set(['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'])

interface CronField {
  readonly what: string
  readonly from: number
  readonly to: number
  readonly names: readonly string[]
}

const FIELDS: readonly CronField[] = [
  { what: 'minute', from: 0, to: 59, names: [] },
  { what: 'hour', from: 0, to: 23, names: [] },
  { what: 'day of the month', from: 1, to: 31, names: [] },
  { what: 'month', from: 1, to: 12, names: ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { what: 'day of the week', from: 0, to: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
]

export const cron = textKind({
  what: 'a cron line',
  family: 'cron',
  example: '0 3 * * *',
  explain:
    'Minute, hour, day of the month, month and day of the week (0 is Sunday), with `*`, lists, ranges and steps, or `@hourly`, `@daily`, `@weekly`, `@monthly`, `@yearly`',
  find(text) {
    if (text.startsWith('@')) return MACROS.has(text) ? undefined : 'it is none of @hourly, @daily, @weekly, @monthly, @yearly'
    if (/^(?:CRON_)?TZ=/.test(text)) return 'Kubernetes refuses a time zone in the line; it has a field of its own'
    const parts = text.split(' ')
    if (parts.some((part) => part === '' || /\s/.test(part))) return 'its fields are not divided by single spaces'
    if (parts.length !== 5) return `it has ${parts.length} fields, and a cron line has 5`
    for (const [index, field] of FIELDS.entries()) {
      const wrong = whyWrong(parts[index] ?? '', field)
      if (wrong !== undefined) return `${field.what}: ${wrong}`
    }
    return impossibleDay(parts[2] ?? '', parts[3] ?? '', parts[4] ?? '')
  },
  mend: (text) => {
    const plain = text.trim().split(/\s+/)
    // Quartz and Spring put seconds first, and `?` for "no matter".
    const five = plain.length === 6 && plain[0] === '0' ? plain.slice(1) : plain
    const sunday = five.length === 5 && five[4] === '7' ? [...five.slice(0, 4), '0'] : five
    return sunday.map((part) => (part === '?' ? '*' : part)).join(' ')
  },
})

function whyWrong(text: string, field: CronField): string | undefined {
  if (text.length > 256) return 'it is too long'
  for (const item of text.split(',')) {
    const [range = '', step, more] = item.split('/')
    if (more !== undefined || (step !== undefined && !/^[1-9]\d{0,3}$/.test(step))) return `\`${item}\` has no step`
    if (step !== undefined && Number(step) > field.to) return `the step of \`${item}\` is larger than ${field.to}`
    if (range === '*') continue
    const [low = '', high, beyond] = range.split('-')
    const from = read(low, field)
    const to = high === undefined ? from : read(high, field)
    if (from === undefined || to === undefined || beyond !== undefined)
      return `\`${item}\` is no ${field.what} from ${field.from} to ${field.to}`
    if (from > to) return `\`${item}\` ends before it starts`
  }
  return undefined
}

const MACRO_LINES: { readonly [name: string]: string } = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
}
const DAY = 24 * 60
const MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
/** Four years from the first day of 2000, a Saturday: every day of every month, on whatever day of the week. */
const CALENDAR = [2000, 2001, 2002, 2003].flatMap((year) => MONTHS.map((days, month) => (year % 4 === 0 && month === 1 ? days + 1 : days)))
const FIRST_WEEKDAY = 6

/** The longest time between two runs of a line, in minutes; a line that never runs has none. A change of clocks is not looked at. */
export function longestGap(text: string): number | undefined {
  const parts = (MACRO_LINES[text] ?? text).split(' ')
  const [minutes, hours, days, months, weekdays] = FIELDS.map((field, index) => valuesOf(parts[index] ?? '*', field))
  if (minutes === undefined || hours === undefined || days === undefined || months === undefined || weekdays === undefined) return undefined
  const times = [...hours].flatMap((hour) => [...minutes].map((minute) => hour * 60 + minute)).sort((a, b) => a - b)
  // Where both kinds of days are said, either will do.
  const either = !/^\*/.test(parts[2] ?? '') && !/^\*/.test(parts[4] ?? '')
  let last: number | undefined
  let gap = 0
  let day = -1
  for (const [index, length] of CALENDAR.entries())
    for (let date = 1; date <= length; date++) {
      day++
      const [ofMonth, ofWeek] = [days.has(date), weekdays.has((FIRST_WEEKDAY + day) % 7)]
      if (!months.has((index % 12) + 1) || !(either ? ofMonth || ofWeek : ofMonth && ofWeek)) continue
      for (const time of times) {
        const now = day * DAY + time
        if (last !== undefined) gap = Math.max(gap, now - last)
        last = now
      }
    }
  return gap === 0 ? undefined : gap
}

/** The numbers that a field names. For texts that passed the check. */
function valuesOf(text: string, field: CronField): ReadonlySet<number> {
  const found = new Set<number>()
  for (const item of text.split(',')) {
    const [range = '', step] = item.split('/')
    const [low = '', high] = range.split('-')
    const from = range === '*' ? field.from : (read(low, field) ?? field.from)
    const to = range === '*' || (high === undefined && step !== undefined) ? field.to : (read(high ?? low, field) ?? from)
    for (let value = from; value <= to; value += step === undefined ? 1 : Number(step)) found.add(value)
  }
  return found
}

function read(text: string, { from, to, names }: CronField): number | undefined {
  const named = text === '' ? -1 : names.indexOf(text.toLowerCase())
  if (named >= 0) return named
  if (!/^\d{1,2}$/.test(text)) return undefined
  const number = Number(text)
  return number >= from && number <= to ? number : undefined
}

/** The 31st of a month of 30 days never comes, unless a day of the week may stand for it. */
function impossibleDay(day: string, month: string, weekday: string): string | undefined {
  if (weekday !== '*' || !/^\d+$/.test(day)) return undefined
  const field = FIELDS[3] as CronField
  const number = read(month, field)
  const days = number === undefined ? 31 : ([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][number - 1] ?? 31)
  return Number(day) > days ? `the month has no day ${day}, so it never runs` : undefined
}
