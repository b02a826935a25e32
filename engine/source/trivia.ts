/** From `pos` over white space, line breaks and comments. */
export function skipTrivia(text: string, pos: number): number {
  let at = pos
  for (;;) {
    const letter = text[at]
    if (letter === '#') {
      const feed = text.indexOf('\n', at)
      if (feed === -1) return text.length
      at = feed
    } else if (letter !== ' ' && letter !== '\n' && letter !== '\r' && letter !== '\t') return at
    at++
  }
}

/** `end` without the line breaks before it. */
export function trimBreaks(text: string, start: number, end: number): number {
  let at = end
  while (at > start && (text[at - 1] === '\n' || text[at - 1] === '\r')) at--
  return at
}

/** `end` without the spaces before it. */
export function trimSpaces(text: string, end: number): number {
  let at = end
  while (at > 0 && text[at - 1] === ' ') at--
  return at
}
