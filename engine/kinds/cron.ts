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
