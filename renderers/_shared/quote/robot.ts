/**
 * A text of one line as one cell of Robot Framework's plain text: two spaces would end it, `${` and the like would be variables, `#` a comment and `=` a named argument.
 * https://robotframework.org/robotframework/latest/RobotFrameworkUserGuide.html#escaping
 */
export function robotCell(text: string): string {
  if (/[\0\n\r]/.test(text)) throw new Error('a cell of several lines')
  if (text === '') return '$' + '{EMPTY}'
  return text
    .replace(/[\\=|]/g, '\\$&')
    .replace(/[$@%&](?=\{)/g, '\\$&')
    .replace(/^[#*]/, '\\$&')
    .replace(/\t/g, '\\t')
    .replace(/ (?= )|^ | $/g, '\\x20')
}
