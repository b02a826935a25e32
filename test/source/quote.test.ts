import fc from 'fast-check'
import * as jsYaml from 'js-yaml'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { yamlScalar } from '../../engine/source/quote.ts'

test.each([
  ...['orders', 'orders-db', '/healthz', 'a b', 'registry.example.com/x:1.2', '250m', '1Gi', '70%', '3s', 'http://x:80', 'v1.2.3', '_x'],
])('%s stays plain', (text) => {
  expect(yamlScalar(text)).toBe(text)
})

test.each([
  ...[
    '',
    ' ',
    'yes',
    'NO',
    'on',
    'y',
    'null',
    '~',
    'true',
    '012',
    '0x1F',
    '1e3',
    '1_000',
    '1.5',
    '.5',
    '22:22',
    '2001-01-01',
    '1.2.3',
    '-1',
    '+1',
  ],
  ...[
    '=',
    '<<',
    '- a',
    'a: b',
    'a #b',
    '#a',
    '*a',
    '&a',
    '!a',
    '@a',
    '%a',
    '`a',
    '{a}',
    '[a]',
    'a, b',
    'a:',
    ' a',
    'a ',
    "it's",
    '"a"',
    '.inf',
  ],
  ...['0b1', '0o7', 'e0', 'E+1', '1e', '12e', 'a\nb', 'é'],
])('%j is quoted', (text) => {
  expect(yamlScalar(text)).toMatch(/^".*"$/)
})

const word = fc.constantFrom(
  'a',
  'B',
  '1',
  '0',
  'x',
  'e',
  '-',
  '.',
  ':',
  ' ',
  '_',
  '%',
  '/',
  '+',
  'o',
  'n',
  '#',
  ',',
  'y',
  's',
  'é',
  '"',
  '\\',
  '\n',
  '~',
)
const scalar = fc.oneof(
  fc.array(word, { maxLength: 8 }).map((letters) => letters.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }),
)

test('every reader reads back what was written, in every place', () => {
  fc.assert(
    fc.property(scalar, (text) => {
      const written = yamlScalar(text)
      const places = [`k: ${written}\n`, `- ${written}\n`, `{k: ${written}, l: 1}\n`, `[${written}, ${written}]\n`]
      const meanings = [{ k: text }, [text], { k: text, l: 1 }, [text, text]]
      for (const [index, place] of places.entries()) {
        expect(parse(place)).toEqual(meanings[index])
        expect(parse(place, { version: '1.1' })).toEqual(meanings[index])
        if (!/\p{Surrogate}/u.test(text)) expect(jsYaml.load(place)).toEqual(meanings[index])
      }
      if (text !== '__proto__') expect(Object.keys(parse(`${written}: 1\n`, { version: '1.1' }) as object)).toEqual([text])
    }),
    { numRuns: 500 },
  )
})
