import { defineDiagnostic } from '../diagnostics/diagnostic.ts'

// What one file is as a whole, and what the language does not have.

export const encoding = defineDiagnostic<{ found: 'UTF-16' | 'bytes'; line: number; byte: string }>({
  code: 'load/encoding',
  severity: 'error',
  message: ({ found, line, byte }) =>
    found === 'bytes' ? `the byte ${byte} in line ${line} is no UTF-8` : 'this file is written in UTF-16',
  note: () => 'Save the file as UTF-8.',
})

export const controlCharacter = defineDiagnostic<{ character: string }>({
  code: 'load/control-character',
  severity: 'error',
  message: ({ character }) => `the character ${character} cannot stand in YAML as it is`,
  note: () => 'In double quotes it can be written as an escape.',
})

export const carriageReturn = defineDiagnostic({
  code: 'load/carriage-return',
  severity: 'error',
  message: () => 'this line ends with a carriage return alone',
  note: () => 'Save the file with line feeds, or with carriage returns and line feeds.',
})

export const empty = defineDiagnostic({
  code: 'load/empty',
  severity: 'error',
  message: () => 'nothing is written in this file',
})

export const notAMap = defineDiagnostic<{ found: 'list' | 'text' | 'value' }>({
  code: 'load/not-a-map',
  severity: 'error',
  message: ({ found }) => `this file holds a ${found}; a platform begins with keys such as \`name:\` and \`services:\``,
})

export const severalDocuments = defineDiagnostic({
  code: 'load/several-documents',
  severity: 'error',
  message: () => 'a second document begins here, and a file has one',
  note: () => 'Move it to a file of its own and name that under `include`.',
})

export const tooManyTokens = defineDiagnostic({
  code: 'load/too-many-tokens',
  severity: 'error',
  message: () => 'something is wrong with this file, and it is too large to say what',
  note: () => 'Distribute the platform over several files with `include`.',
})

export const tooDeep = defineDiagnostic<{ most: number }>({
  code: 'load/too-deep',
  severity: 'error',
  message: ({ most }) => `maps and lists are nested more than ${most} levels deep`,
})

export const moreMistakes = defineDiagnostic({
  code: 'load/more-mistakes',
  severity: 'error',
  message: () => 'there are more mistakes from here on; mend those above first',
})

export const directive = defineDiagnostic<{ text: string }>({
  code: 'load/directive',
  severity: 'error',
  message: ({ text }) => `\`${text}\` has no effect that a platform could have`,
  note: () => 'platform.yaml is always YAML 1.2.',
})

export const anchor = defineDiagnostic<{ text: string }>({
  code: 'load/anchor',
  severity: 'error',
  message: ({ text }) => `\`${text}\` is an anchor, which this language does not have`,
  note: () => INSTEAD,
})

export const alias = defineDiagnostic<{ text: string }>({
  code: 'load/alias',
  severity: 'error',
  message: ({ text }) => `\`${text}\` is an alias, which this language does not have`,
  note: () => `${INSTEAD} A text that begins with \`*\` stands in quotes.`,
})

export const mergeKey = defineDiagnostic({
  code: 'load/merge-key',
  severity: 'error',
  message: () => '`<<` is a merge key, which this language does not have',
  note: () => INSTEAD,
})

/** Every value has one place, and says in the language itself what it shares with others. */
const INSTEAD =
  'Write what all services share under `defaults`, a value that several places need under `vars`, and what environments share in one that the others name with `extends`.'

export const tag = defineDiagnostic<{ text: string }>({
  code: 'load/tag',
  severity: 'error',
  message: ({ text }) => `\`${text}\` is a tag, which this language does not have`,
  note: () => 'What a value is follows from where it stands. A text that begins with `!` stands in quotes.',
})

export const duplicateKey = defineDiagnostic<{ key: string }>({
  code: 'load/duplicate-key',
  severity: 'error',
  message: ({ key }) => `\`${key}\` stands twice in the same map`,
})

export const complexKey = defineDiagnostic({
  code: 'load/complex-key',
  severity: 'error',
  message: () => 'a map or a list cannot be a key',
})

export const emptyKey = defineDiagnostic({
  code: 'load/empty-key',
  severity: 'error',
  message: () => 'a key is missing before this colon',
})

export const inexactNumber = defineDiagnostic<{ text: string }>({
  code: 'load/number-too-large',
  severity: 'error',
  message: ({ text }) => `\`${text}\` is a number that cannot be kept exactly`,
  note: () => 'Whole numbers are exact up to 9007199254740991. In quotes it is a text and keeps every digit.',
})
