/** A text of CEL. https://github.com/google/cel-spec/blob/master/doc/langdef.md#string-and-bytes-values */
export function celString(text: string): string {
  return `'${text.replace(/[\\'\0-\x1f\x7f-\x9f\u2028\u2029]/g, escaped)}'`
}

function escaped(sign: string): string {
  return sign === '\\' || sign === "'" ? `\\${sign}` : `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`
}
