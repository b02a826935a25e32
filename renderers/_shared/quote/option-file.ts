/**
 * A value of an option file of MySQL or MariaDB: `#` would begin a comment in the middle of a line, quotes around a value and spaces at its ends are no part of it,
 * the byte A0 is such a space even within a character, and a `\` may mean something. https://dev.mysql.com/doc/refman/8.4/en/option-files.html
 */
export function optionValue(text: string): string {
  if (/[\0\n\r]/.test(text)) throw new Error('an option of several lines')
  return /^[-\w./:,@+%=*](?:[-\w./:,@+%=* ]*[-\w./:,@+%=*])?$/.test(text)
    ? text
    : `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\t', '\\t')}"`
}
