import { firstReason, textKind } from './kind.ts'

// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
/** More than nothing, and less than 2^63, which is what Kubernetes can count. */
const BYTES_PATTERN =
  '(?![0.]+[A-Za-z])(\\d{1,15}(\\.\\d{1,3})?(Ki|k)|\\d{1,12}(\\.\\d{1,6})?(Mi|M)|\\d{1,9}(\\.\\d{1,6})?(Gi|G)|\\d{1,6}(\\.\\d{1,6})?(Ti|T)|\\d{1,3}(\\.\\d{1,6})?(Pi|P)|[0-7](\\.\\d{1,6})?(Ei|E))'
const BYTES = /^(\d{1,15}(?:\.\d{1,6})?)(Ki|Mi|Gi|Ti|Pi|Ei|k|M|G|T|P|E)$/
const FACTORS: ReadonlyMap<string, number> = new Map([
  ...['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((unit, index) => [unit, 1024 ** (index + 1)] as const),
  ...['k', 'M', 'G', 'T', 'P', 'E'].map((unit, index) => [unit, 1000 ** (index + 1)] as const),
])

export const bytes = textKind({
  what: 'an amount of bytes',
  family: 'quantity',
  example: '512Mi',
  explain: 'A number with a unit: powers of 1024 are Ki, Mi, Gi, Ti, Pi, Ei, powers of 1000 are k, M, G, T, P, E (a Kubernetes quantity)',
  pattern: BYTES_PATTERN,
  find: (text) =>
    firstReason(
      [text === '', 'it is empty'],
      [text.startsWith('-'), 'it is negative'],
      [/^[0.]+[A-Za-z]*$/.test(text), 'it is nothing'],
      [/^\d+$/.test(text), 'it has no unit'],
      [/\s/.test(text), 'it has a space'],
      [/^\d+m$/.test(text), '`m` is a thousandth, so this is a thousandth of what it says'],
      [BYTES.test(text), 'it has more digits than Kubernetes can count with this unit'],
      [true, 'its unit is none of Ki, Mi, Gi, Ti, Pi, Ei, k, M, G, T, P, E'],
    ),
  mend: meantBytes,
})

/** In bytes, rounded up as Kubernetes does. For texts that passed the check. */
export function byteCount(text: string): number {
  const parts = BYTES.exec(text)
  if (parts === null) throw new Error(`not an amount of bytes: ${text}`)
  return Math.ceil(Number(parts[1]) * (FACTORS.get(parts[2] as string) as number))
}

/** `512MB`, `512mb`, `1 Gi`, `2g`, `512m` as they were probably meant. A bare number is Mi when it is small, bytes when it is round. */
function meantBytes(text: string): string | undefined {
  const parts = /^(\d{1,15}(?:\.\d{1,6})?)\s?([kmgtpe]?)i?(?:b|bytes?)?$/.exec(text.toLowerCase())
  if (parts === null) return undefined
  const [, number = '', unit = ''] = parts
  if (unit !== '') return `${number}${unit.toUpperCase()}i`
  const count = Number(number)
  if (text === number && count < 100_000) return `${number}Mi`
  for (const name of ['Gi', 'Mi', 'Ki']) {
    const size = FACTORS.get(name) as number
    if (count >= size && count % size === 0) return `${count / size}${name}`
  }
  return undefined
}
