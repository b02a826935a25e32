/**
 * A string of Fluentd's configuration: single-quoted, because a double-quoted one runs `#{…}` as Ruby.
 * https://docs.fluentd.org/configuration/config-file#supported-data-types-for-values In single quotes only `\'` and `\\` have a meaning.
 */
export function fluentdString(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
