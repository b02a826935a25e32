/** POSIX.1-2017 §2.2: within single quotes every character is itself; a single quote is said outside of them. */
const PLAIN = /^[A-Za-z0-9_@%+:,./-]+$/

/** A text as one argument of a POSIX shell command. No shell can say NUL: the caller has reported such a text. */
export function shellWord(text: string): string {
  if (text.includes('\0')) throw new Error('a shell word with NUL')
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

/** Several arguments. */
export function shellWords(words: readonly string[]): string {
  return words.map(shellWord).join(' ')
}
