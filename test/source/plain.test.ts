import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Where } from '../../engine/source/places.ts'
import { readPlain } from '../../engine/source/plain/read.ts'
import { parseYaml } from '../../engine/source/yaml/parse.ts'
import { document } from './document.ts'

/** The places of all maps and lists, in the order of the text. */
const sorted = (where: Where) => [...where.values()].sort((a, b) => a.start - b.start || b.end - a.end)

/** Whenever the plain reader answers, the package answers the same. */
function agrees(text: string): boolean {
  const where: Where = new Map()
  const value = readPlain(text, where)
  if (value === undefined) return false
  const parsed = parseYaml(text)
  expect(parsed.problems).toEqual([])
  expect(JSON.stringify(value)).toBe(JSON.stringify(parsed.value))
  expect(sorted(where)).toEqual(sorted(parsed.where))
  return true
}

/** Signs and words that mean something to YAML somewhere. */
const bits = fc.constantFrom(
  ...[
    ' ',
    '  ',
    '\n',
    '\n  ',
    '\n\n',
    ': ',
    ':',
    '- ',
    '-',
    '? ',
    '#',
    ' #',
    "'",
    '"',
    '{',
    '}',
    '[',
    ']',
    ',',
    ', ',
    '|',
    '>',
    '|-',
    '>-',
  ],
  ...['|+', '\\', '\\n', '\\x41', '&a', '*a', '!t', '%', '@', '`', '---', '\n---\n', '...', '\t', '\r\n', '0', '1e3', '~', 'null', 'true'],
  ...['.5', '.inf', 'a', 'key: v', '\n- ', '<<', '=', '0o7', '-1', 'é', '\u2028', '\ufeff', '😀', 'a: b', '{a: 1}', '[1, 2]', '012', '1_0'],
)
const soup = fc.array(bits, { minLength: 2, maxLength: 14 }).map((parts) => parts.join(''))
/** A right text, with a few signs put in or over others. */
const damaged = fc
  .tuple(document, fc.array(fc.tuple(fc.nat(), bits, fc.nat(2)), { minLength: 1, maxLength: 3 }))
  .map(([text, damages]) =>
    damages.reduce((result, [where, bit, over]) => {
      const at = where % (result.length + 1)
      return result.slice(0, at) + bit + result.slice(at + over)
    }, text),
  )
  .filter((text) => !/\r(?!\n)/.test(text))

describe('the plain reader agrees with the yaml package', () => {
  test('about texts that are right', () =>
    fc.assert(
      fc.property(document, (text) => void agrees(text)),
      { numRuns: 300 },
    ))
  test('about texts that may be wrong', () =>
    fc.assert(
      fc.property(damaged, (text) => void agrees(text)),
      { numRuns: 1500 },
    ))
  test('about any signs', () =>
    fc.assert(
      fc.property(soup, (text) => void agrees(text)),
      { numRuns: 3000 },
    ))
})

describe('the plain reader reads itself', () => {
  test.each([
    ['a: 1\n'],
    ['---\na: b\n'],
    ['# comment\n\n---\n# another\na: b # behind\n'],
    ['a:\n- b\n- c: d\n  e: f\n- - g\n  - h\n-\n  i: j\n'],
    ['a: |\n  x\n\n    y\n\nb: >-\n  c\n  d\n\n  e\n'],
    ['a: { b: 1, "c": [d, e,], f: {} }\n'],
    ['include: [\n  a, # why\n  b\n]\n'],
    ['{\n  "a": 1,\n  "b": [true, null]\n}\n'],
    ["a: \"\\\"\\\\\\n\\u00e9\"\nb: 'it''s'\n"],
    ['a:\r\n  b: c\r\n  d: |\r\n    e\r\n    f\r\n'],
    ['8080: a\n~: b\nyes: c\n__proto__: d\n'],
  ])('%j', (text) => {
    expect(agrees(text)).toBe(true)
  })
})

describe('the plain reader leaves to others', () => {
  test.each([
    ...['', '# nothing\n', 'text\n', 'a: &b c\n', 'a: *b\n', 'a: !t b\n', '<<: {}\n', 'a: 1\na: 2\n', 'a: {b: 1, b: 2}\n', '? a\n: b\n'],
    ...['a: b\n  c\n', 'a: "b\n  c"\n', 'a:\n\tb: 1\n', 'a: 9007199254740993\n', 'a: .inf\n', 'a: b: c\n', '%YAML 1.2\n---\na: b\n'],
    ...['a: 1\n---\nb: 2\n', 'a: [b: c]\n', 'a: {b}\n', ': a\n', `a: ${'['.repeat(101)}${']'.repeat(101)}\n`],
  ])('%j', (text) => {
    expect(readPlain(text)).toBeUndefined()
  })
})

test('maps have no prototype', () => {
  const value = readPlain('__proto__: { constructor: 1 }\n') as { readonly [key: string]: object }
  expect(Object.getPrototypeOf(value)).toBeNull()
  expect(Object.getPrototypeOf(Object.values(value)[0])).toBeNull()
  expect(Object.keys(value)).toEqual(['__proto__'])
})
