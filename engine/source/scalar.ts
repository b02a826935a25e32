/** What a plain scalar means in the core schema of YAML 1.2 (§10.3.2). The number it stands for may be too large to be exact. */
export function coreScalar(source: string): null | boolean | number | string {
  const first = source.charCodeAt(0)
  // A number begins with a digit, a sign or a dot.
  if ((first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46) return coreNumber(source) ?? source
  switch (source) {
    case '':
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return null
    case 'true':
    case 'True':
    case 'TRUE':
      return true
    case 'false':
    case 'False':
    case 'FALSE':
      return false
    default:
      return source
  }
}

const DECIMAL = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/
const OTHER_BASE = /^0(?:o[0-7]+|x[0-9a-fA-F]+)$/
const INFINITE = /^[-+]?\.(?:inf|Inf|INF)$/
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/

function coreNumber(source: string): number | undefined {
  // Adding 0 makes 0 of -0, which nobody means.
  if (DECIMAL.test(source)) return Number(source) + 0
  if (OTHER_BASE.test(source)) return Number(source)
  if (INFINITE.test(source)) return source.startsWith('-') ? -Infinity : Infinity
  return NOT_A_NUMBER.test(source) ? Number.NaN : undefined
}

/** Whether the number keeps every digit that was written: integers up to 2^53, and nothing infinite. A power such as `1e20` says itself that it is rounded. */
export function isExact(source: string, value: number): boolean {
  if (!Number.isFinite(value)) return false
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER || (!source.startsWith('0x') && /[eE]/.test(source))
}
