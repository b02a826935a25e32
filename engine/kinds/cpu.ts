import { firstReason, textKind } from './kind.ts'

/** Whole thousandths, and more than nothing. */
const CPU = '(?![0.]+m?$)(\\d{1,9}m|\\d{1,6}(\\.\\d{1,3})?)'

export const cpu = textKind({
  what: 'an amount of CPU',
  family: 'quantity',
  example: '250m',
  explain: 'Cores, or thousandths of a core with `m`, down to `1m`: `2`, `0.5`, `250m` (a Kubernetes quantity)',
  numbers: true,
  pattern: CPU,
  find: (text) =>
    firstReason(
      [text === '', 'it is empty'],
      [/^[0.]+m?$/.test(text), 'it is nothing'],
      [text.startsWith('-'), 'it is negative'],
      [/\s/.test(text), 'it has a space'],
      [/^\d+\.\d+m$/.test(text) || /^\d+\.\d{4}/.test(text), 'Kubernetes counts CPU in whole thousandths of a core'],
      [true, 'it takes cores (`2`, `0.5`) or thousandths of a core (`250m`)'],
    ),
  mend: (text) => {
    const parts = /^(\d{1,9}(?:\.\d{1,3})?)\s?(m|milli|millicores?|mcpu|cores?|cpus?|vcpus?)$/.exec(text.toLowerCase())
    return parts === null ? undefined : `${parts[1]}${parts[2]?.startsWith('m') ? 'm' : ''}`
  },
})

/** In thousandths of a core. For texts that passed the check. */
export function cpuMillis(text: string): number {
  return text.endsWith('m') ? Number(text.slice(0, -1)) : Math.round(Number(text) * 1000)
}

export const cpuLimit = textKind({
  what: 'a CPU limit',
  family: 'quantity',
  example: '2',
  explain: 'An amount of CPU (`2`, `500m`), or `none`',
  numbers: true,
  pattern: `none|${CPU}`,
  find: (text) => cpu.check(text)?.reason,
  mend: (text) => {
    const fix = cpu.check(text)?.fix
    return fix === undefined ? undefined : String(fix)
  },
})

export const quantity = textKind({
  what: 'a quantity',
  family: 'quantity',
  example: '500m',
  explain: 'A number, or one with a unit: `m` for thousandths, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei (a Kubernetes quantity)',
  numbers: true,
  pattern: '(?![0.]+[A-Za-z]*$)\\d{1,15}(\\.\\d{1,3})?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?',
  find: (text) =>
    firstReason(
      [text === '', 'it is empty'],
      [/^[0.]+[A-Za-z]*$/.test(text), 'it is nothing'],
      [text.startsWith('-'), 'it is negative'],
      [true, 'it takes a number with one of the units m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei, or none'],
    ),
  mend: (text) => text.replace(/\s/g, ''),
})
