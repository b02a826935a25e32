/**
 * A string of Fluentd's configuration: single-quoted, because a double-quoted one runs `#{…}` as Ruby. `\` is only an escape before a quote or another `\`,
 * so that regular expressions stay readable. https://docs.fluentd.org/configuration/config-file#supported-data-types-for-values
 */
export function fluentdString(value: string): string {
  if (/[\0\r\n]/.test(value)) throw new Error('a string of several lines in the configuration of Fluentd')
  return `'${value.replace(/\\(?=[\\']|$)/g, '\\\\').replaceAll("'", "\\'")}'`
}

/** A regular expression, as parameters of that type are written. */
export function fluentdRegex(source: string): string {
  return fluentdString(`/${source}/`)
}

/** Bytes as `8m`, in the largest unit that says them wholly. */
export function fluentdSize(bytes: number): string {
  for (const [unit, size] of [
    ['g', 2 ** 30],
    ['m', 2 ** 20],
    ['k', 2 ** 10],
  ] as const)
    if (bytes % size === 0) return `${bytes / size}${unit}`
  return String(bytes)
}
