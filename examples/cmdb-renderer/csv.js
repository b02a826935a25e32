/**
 * Rows as RFC 4180 wants them: every cell in quotes, lines that end with CRLF.
 * A cell that a spreadsheet would take for a formula is told apart by an apostrophe.
 *
 * @param {readonly (readonly string[])[]} rows
 * @param {string} separator
 */
export function csv(rows, separator) {
  return rows.map((row) => `${row.map(cell).join(separator)}\r\n`).join('')
}

/** @param {string} value */
function cell(value) {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return `"${text.replaceAll('"', '""')}"`
}
