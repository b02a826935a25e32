/** What would end a literal, be taken for an escape, or not survive a file: controls, halves of surrogate pairs, line separators, the byte order mark. */
const SPECIAL = /[\\'\0-\x1f\x7f-\x9f\u2028\u2029\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
/** The same for a literal of several lines. */
const SPECIAL_IN_LINES = new RegExp(SPECIAL.source.replace('\\0-\\x1f', '\\0-\\x09\\x0b-\\x1f'), 'g')

const NAMED: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ["'", "\\'"],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
])

/**
 * A Groovy string literal in single quotes, in which `$` is itself.
 * https://groovy-lang.org/syntax.html#_escaping_special_characters
 */
export function groovyString(text: string): string {
  return `'${text.replace(SPECIAL, escaped)}'`
}

/** A text for the inside of a literal in three single quotes, whose lines stay lines. */
export function groovyLines(text: string): string {
  return text.replace(SPECIAL_IN_LINES, escaped)
}

function escaped(character: string): string {
  return NAMED.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
