import { firstReason, type Kind, textKind } from './kind.ts'

export const percent = textKind({
  what: 'a percentage',
  family: 'quantity',
  example: '70%',
  explain: 'A number from 0 to 100 with a percent sign, at most four decimals: `70%`, `0.5%`',
  pattern: '(\\d{1,2}(\\.\\d{1,4})?|100(\\.0{1,4})?)%',
  find: (text) =>
    firstReason(
      [/^\d+(\.\d+)?$/.test(text), 'it has no percent sign'],
      [/^\d{3,}(\.\d+)?%$/.test(text), 'it is more than 100%'],
      [true, 'it takes a number from 0 to 100 with a percent sign'],
    ),
  mend: (text) => {
    const parts = /^(\d{1,3}(?:\.\d{1,4})?)\s?(%|percent)?$/.exec(text)
    // A fraction can mean itself or a hundred times as much.
    if (parts === null || (parts[2] === undefined && Number(parts[1]) < 1 && Number(parts[1]) > 0)) return undefined
    return `${parts[1]}%`
  },
})

/** `70%` is 70. For texts that passed the check. */
export function percentNumber(text: string): number {
  return Number(text.slice(0, -1))
}

export const growth = textKind({
  what: 'a percentage',
  family: 'quantity',
  example: '150%',
  explain: 'A whole number from 1 to 1000 with a percent sign; it may exceed 100: `70%`, `150%`',
  pattern: '([1-9]\\d{0,2}|1000)%',
  find: (text) =>
    firstReason(
      [/^\d+(\.\d+)?$/.test(text), 'it has no percent sign'],
      [/\./.test(text), 'it has a fraction'],
      [true, 'it takes a whole number from 1 to 1000 with a percent sign'],
    ),
  mend: (text) => {
    const parts = /^(\d{1,4})\s?(?:%|percent)?$/.exec(text)
    return parts === null ? undefined : `${parts[1]}%`
  },
})

const SHARE = '(\\d{1,2}|100)%'

const share = textKind({
  what: 'a share',
  family: 'quantity',
  example: '25%',
  explain: 'A whole number from 0 to 100 with a percent sign',
  pattern: SHARE,
  find: (text) => percent.check(text)?.reason ?? 'it has a fraction',
  mend: (text) => text.replace(/\s/g, ''),
})

/** An `intstr.IntOrString` of Kubernetes. Stays what it is: a number of pods, or the text of a share. */
export const countOrPercent: Kind = {
  json: ['integer', 'string'],
  what: 'a number or a share',
  family: 'quantity',
  example: '25%',
  explain: 'A whole number of pods (`1`), or a share of them (`25%`)',
  pattern: SHARE,
  range: { minimum: 0, maximum: 999_999_999 },
  check(value) {
    if (typeof value === 'number')
      return Number.isInteger(value) && value >= 0 && value < 1e9 ? undefined : { reason: 'it takes whole numbers from 0' }
    if (typeof value === 'string' && /^\d{1,9}$/.test(value)) return { reason: 'it is a text; a number has no quotes', fix: Number(value) }
    return share.check(value)
  },
}
