import { defineDiagnostic } from '../diagnostics/diagnostic.ts'

// What is no YAML, said so that it can be mended.

export const tab = defineDiagnostic({
  code: 'load/tab',
  severity: 'error',
  message: () => 'a tab stands where the line is indented',
  note: () => 'YAML is indented with spaces only.',
})

export const badIndent = defineDiagnostic({
  code: 'load/bad-indent',
  severity: 'error',
  message: () => 'this line is indented unlike anything that it could belong to',
  note: () => 'Entries of one map begin in one column, and so do the items of one list.',
})

export const strayItem = defineDiagnostic({
  code: 'load/stray-item',
  severity: 'error',
  message: () => '`-` begins an item, but no list can stand here',
  note: () => 'A list begins on the line below its key. In brackets, items are separated by commas.',
})

export const missingColon = defineDiagnostic<{ text: string }>({
  code: 'load/missing-colon',
  severity: 'error',
  message: ({ text }) => `\`${text}\` is not followed by a colon and a space`,
  note: () => 'Here stand keys with their values: `key: value`.',
})

export const needsQuotes = defineDiagnostic<{ because: 'colon' | 'first' | 'rest' | 'braces'; letter: string }>({
  code: 'load/needs-quotes',
  severity: 'error',
  message: ({ because, letter }) => {
    const reasons = {
      colon: 'a colon and a space in it would begin a map',
      first: `${letter === '`' ? 'a backtick' : `\`${letter}\``} at its beginning means something else`,
      rest: `it goes on behind \`${letter}\``,
      braces: '`{` at its beginning would begin a map',
    }
    return `this text has to stand in quotes, because ${reasons[because]}`
  },
})

export const unclosedQuote = defineDiagnostic<{ quote: string }>({
  code: 'load/unclosed-quote',
  severity: 'error',
  message: ({ quote }) => `the text that begins here with \`${quote}\` does not end with one`,
})

export const unclosedBracket = defineDiagnostic<{ bracket: string; closing: string }>({
  code: 'load/unclosed-bracket',
  severity: 'error',
  message: ({ bracket, closing }) => `\`${bracket}\` is not closed by \`${closing}\``,
  note: () => 'What stands in brackets is indented deeper than the line on which they open.',
})

export const strayBracket = defineDiagnostic<{ bracket: string }>({
  code: 'load/stray-bracket',
  severity: 'error',
  message: ({ bracket }) => `\`${bracket}\` closes nothing`,
})

export const comma = defineDiagnostic<{ what: 'missing' | 'stray' }>({
  code: 'load/comma',
  severity: 'error',
  message: ({ what }) => (what === 'missing' ? 'a comma is missing between two entries' : 'nothing stands before this comma'),
})

export const badEscape = defineDiagnostic<{ text: string }>({
  code: 'load/bad-escape',
  severity: 'error',
  message: ({ text }) => `\`${text}\` means nothing in double quotes`,
  note: () => 'A backslash is written twice there. In single quotes it is a letter like any other.',
})

export const blockHeader = defineDiagnostic({
  code: 'load/block-header',
  severity: 'error',
  message: () => 'the text after `|` or `>` begins on the next line',
  note: () => 'On the line itself may stand `-`, `+`, a digit and a comment.',
})

export const commentSpace = defineDiagnostic({
  code: 'load/comment-space',
  severity: 'error',
  message: () => 'a comment needs a space before its `#`',
})

export const longKey = defineDiagnostic({
  code: 'load/long-key',
  severity: 'error',
  message: () => 'a key has at most 1024 characters',
})

export const syntax = defineDiagnostic({
  code: 'load/syntax',
  severity: 'error',
  message: () => 'this cannot be read as YAML',
})
