/** Offsets at which the lines of a text start. A line ends as editors end it: CRLF, LF or CR. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\n|\r/g)) starts.push(index + lineBreak.length)
  return starts
}

/** Line and column of an offset, both from 1. Columns count UTF-16 code units, as editors do. */
export function positionOf(starts: readonly number[], offset: number): { readonly line: number; readonly column: number } {
  let low = 0
  let high = starts.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
}

/** Start of the line of an offset. */
export function startOfLine(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
}

/** End of the line of an offset, before its line break. */
export function endOfLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset)
  if (feed === -1) return text.length
  return feed > offset && text[feed - 1] === '\r' ? feed - 1 : feed
}
