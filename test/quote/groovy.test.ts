import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groovyLines, groovyString } from '../../renderers/_shared/quote/groovy.ts'

describe('a literal', () => {
  test.each([
    ['', "''"],
    ["it's $HOME", "'it\\'s $HOME'"],
    ['a\\b', "'a\\\\b'"],
    ['\\u0041', "'\\\\u0041'"],
    ['one\ntwo\r\t', "'one\\ntwo\\r\\t'"],
    ['\0\x1f\x7f\u2028\ufeff', "'\\u0000\\u001f\\u007f\\u2028\\ufeff'"],
    ['ü 中 𝄞', "'ü 中 𝄞'"],
    ['\ud834', "'\\ud834'"],
  ])('of %j', (text, literal) => {
    expect(groovyString(text)).toBe(literal)
  })

  test('is one line, and its only unescaped quotes are at its ends', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(groovyString(text)).toMatch(/^'(?:[^'\\\0-\x1f]|\\.)*'$/u)
      }),
    )
  })
})

test('of several lines, the lines stay lines', () => {
  expect(groovyLines("echo 'a'\n\tcat \\n '''\n")).toBe("echo \\'a\\'\n\\tcat \\\\n \\'\\'\\'\n")
})
