/** Wider than this a paragraph is hard to read. */
const WIDEST = 100

/** A paragraph as lines that fit. Its own line breaks and indentation are spaces. */
export function wrap(text: string, columns: number | undefined, indent = ''): string {
  const width = Math.max(30, Math.min(columns ?? WIDEST, WIDEST)) - indent.length
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  lines.push(line)
  return `${lines.map((one) => indent + one).join('\n')}\n`
}
