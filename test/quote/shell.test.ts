import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shellWord, shellWords } from '../../renderers/_shared/quote/shell.ts'

/** What a command gets as its arguments. */
function argumentsOf(words: string): string[] {
  const printed = execFileSync('sh', ['-c', `for word in ${words}; do printf '%s\\0' "$word"; done`], { encoding: 'utf8' })
  return printed.split('\0').slice(0, -1)
}

const text = fc.string({ unit: 'binary', maxLength: 12 }).map((value) => value.replaceAll('\0', ''))
const nasty = fc.constantFrom(
  '',
  ' ',
  "'",
  "''",
  '"',
  '$HOME',
  '$(id)',
  '`id`',
  '\\',
  '\\\\',
  '\n',
  '\t',
  '*',
  '~',
  '!',
  '&',
  ';',
  '-n',
  '#',
  'a b',
  "it's",
  '{a,b}',
  'ü',
  '𝄞',
  "$'x'",
)

test('every text is one argument, and the same', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          text,
          nasty,
          fc.array(nasty).map((parts) => parts.join('')),
        ),
        { minLength: 1, maxLength: 40 },
      ),
      (words) => {
        expect(argumentsOf(shellWords(words))).toEqual(words)
      },
    ),
    { numRuns: 40 },
  )
})

test('what needs no quotes has none', () => {
  expect(shellWords(['services/orders', 'a@b:1.2_3-4', 'sha256:0a', "it's", ''])).toBe(
    "services/orders a@b:1.2_3-4 sha256:0a 'it'\\''s' ''",
  )
})

test('a variable is no assignment, and NUL can be said by nobody', () => {
  expect(shellWord('A=b')).toBe("'A=b'")
  expect(() => shellWord('a\0b')).toThrow()
})
