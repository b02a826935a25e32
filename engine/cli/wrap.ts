/** Wider than this a paragraph is hard to read. */
export const WIDEST = 100
const NARROWEST = 30

/** A paragraph as lines that fit. Its own line breaks and indentation are spaces. */
export function wrap(text: string, columns: number | undefined, indent = ''): string {
  const width = Math.min(columns ?? WIDEST, WIDEST) - indent.length
  return `${wrapped(text, width)
    .map((line) => indent + line)
    .join('\n')}\n`
}

/** The words of a text on lines of a width; a longer word has a line of its own. */
export function wrapped(text: string, width: number): readonly string[] {
  const most = Math.max(NARROWEST, width)
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (line !== '' && line.length + 1 + word.length > most) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
