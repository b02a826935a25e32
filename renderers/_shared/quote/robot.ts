/** Ends of lines and spaces that Python knows beside those of ASCII, controls, and the byte order mark. */
const SPECIAL = /[\0-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/g

/**
 * A text as one cell of Robot Framework's plain text: two spaces would end it, `${` and the like would be variables, `#` a comment and `=` a named argument.
 * https://robotframework.org/robotframework/latest/RobotFrameworkUserGuide.html#escaping
 */
export function robotCell(text: string): string {
  if (text === '') return '$' + '{EMPTY}'
  return text
    .replace(/[\\=|]/g, '\\$&')
    .replace(/[$@%&](?=\{)/g, '\\$&')
    .replace(/^[#*]/, '\\$&')
    .replace(/ (?= )|^ | $/g, '\\x20')
    .replace(SPECIAL, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
