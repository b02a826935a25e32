import { firstReason, textKind } from './kind.ts'

const RATE = /^(\d{1,9})\/([smhd])$/
const RATE_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

export const rate = textKind({
  what: 'a rate',
  family: 'quantity',
  example: '100/s',
  explain: 'A whole number per second, minute, hour or day: `100/s`, `10/m`, `5000/h`',
  pattern: '[1-9]\\d{0,8}/[smhd]',
  find: (text) =>
    firstReason(
      [/^\d+$/.test(text), 'it does not say per what'],
      [text.startsWith('0'), 'it is nothing, or starts with 0'],
      [true, 'it takes a whole number per `s`, `m`, `h` or `d`'],
    ),
  mend: (text) => {
    const parts = /^(\d{1,9})\s?(?:(?:\/|per)\s?)?(r?p?s|rpm|sec|second|m|min|minute|h|hour|d|day)?$/.exec(text.toLowerCase())
    if (parts === null) return undefined
    const per = parts[2] ?? 's'
    return `${parts[1]}/${per === 'rpm' ? 'm' : per === 'rps' || per === 'ps' ? 's' : per[0]}`
  },
})

/** What a rate allows, and in how many seconds. For texts that passed the check. */
export function parseRate(text: string): { readonly count: number; readonly seconds: number } {
  const parts = RATE.exec(text)
  if (parts === null) throw new Error(`not a rate: ${text}`)
  return { count: Number(parts[1]), seconds: RATE_SECONDS[parts[2] as string] as number }
}

/** How much a rate allows in one second; fractional for slow ones. For texts that passed the check. */
export function ratePerSecond(text: string): number {
  const { count, seconds } = parseRate(text)
  return count / seconds
}
