import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ExcerptOptions, excerpt } from '../../engine/source/excerpt.ts'
import { cellsOf, printable } from '../../engine/source/printable.ts'
import { locatorOf } from './sources.ts'

function shown(text: string, start: number, end: number, options?: ExcerptOptions) {
  const { range, line } = locatorOf(text)
  return excerpt(range({ file: 'platform.yaml', start, end }), line, options)
}

const cells = (text: string) => [...text].reduce((sum, letter) => sum + cellsOf(letter), 0)

describe('an excerpt', () => {
  test('is the line, and where to mark it', () => {
    expect(shown('a: 1\nbc: 23\n', 9, 11)).toEqual([{ line: 2, text: 'bc: 23', from: 4, to: 6 }])
  })

  test('marks at least one cell, behind the end if need be', () => {
    expect(shown('a:\nb: 1\n', 2, 2)).toEqual([{ line: 1, text: 'a:', from: 2, to: 3 }])
    expect(shown('', 0, 0)).toEqual([{ line: 1, text: '', from: 0, to: 1 }])
  })

  test('of several lines has the first of them, each marked from its first letter', () => {
    expect(shown('a: [\n  b,\n  c\n]\nd: 1\n', 3, 15)).toEqual([
      { line: 1, text: 'a: [', from: 3, to: 4 },
      { line: 2, text: '  b,', from: 2, to: 4 },
      { line: 3, text: '  c', from: 2, to: 3 },
    ])
    expect(shown('a: 1\nb: 2\n', 0, 5)).toHaveLength(1)
  })

  test('writes tabs as spaces and unseen characters as escapes, and marks the right cells', () => {
    expect(shown('\ta: x', 4, 5)).toEqual([{ line: 1, text: '    a: x', from: 7, to: 8 }])
    expect(shown('a: \u001b[31mx\u202e', 3, 9)).toEqual([{ line: 1, text: 'a: \\u001b[31mx\\u202e', from: 3, to: 14 }])
    expect(shown('a\u00a0b: 1', 1, 2)).toEqual([{ line: 1, text: 'a\\u00a0b: 1', from: 1, to: 7 }])
  })

  test('knows wide and combining characters', () => {
    expect(shown('日本: x', 4, 5)).toEqual([{ line: 1, text: '日本: x', from: 6, to: 7 }])
    expect(shown('e\u0301: x', 4, 5)).toEqual([{ line: 1, text: 'e\u0301: x', from: 3, to: 4 }])
    expect(shown('😀: x', 4, 5)).toEqual([{ line: 1, text: '😀: x', from: 4, to: 5 }])
  })

  test('of a long line is a window around the mark', () => {
    const text = `${'a'.repeat(1000)}X${'b'.repeat(1000)}`
    const [line] = shown(text, 1000, 1001, { width: 40 })
    expect(line?.text).toMatch(/^…a+Xb+…$/)
    expect([...(line?.text ?? '')][line?.from ?? 0]).toBe('X')
    expect(shown(text, 0, 1, { width: 40 })[0]?.text).toMatch(/^a{39}…$/)
    expect(shown(text, 2000, 2001, { width: 40 })[0]?.text).toMatch(/^…b{39}$/)
  })

  test('of a line as long as the file is quick', () => {
    const text = 'x'.repeat(5_000_000)
    const { range, line } = locatorOf(text)
    const middle = range({ file: 'platform.yaml', start: 2_500_000, end: 2_500_001 })
    for (let count = 0; count < 1000; count++) excerpt(middle, line)
  })

  test('never gets wider than it may, marks what it says, and never moves a terminal', () => {
    const letter = fc.constantFrom('a', ' ', '\t', 'é', '日', '😀', '\u001b', '\u202e', '\u0301', '\u200b', '-')
    fc.assert(
      fc.property(
        fc.array(letter, { maxLength: 120 }),
        fc.nat(120),
        fc.nat(10),
        fc.integer({ min: 20, max: 60 }),
        (letters, at, length, width) => {
          const start = letters.slice(0, at).join('').length
          const marked = letters.slice(at, at + length)
          const [line] = shown(letters.join(''), start, start + marked.join('').length, { width })
          const { text = '', from = 0, to = 0 } = line ?? {}
          expect(cells(text)).toBeLessThanOrEqual(width)
          expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u)
          expect(from).toBeLessThan(to)
          // A mark that begins with a plain letter begins there.
          if (marked[0] === 'a' || marked[0] === '-') {
            let passed = 0
            const under = [...text].find((one) => {
              passed += cellsOf(one)
              return passed > from
            })
            expect(under).toBe(marked[0])
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})

test('a text of the user cannot play with a terminal', () => {
  expect(printable('a\u001b]0;x\u0007\r\nb\u{e0041}')).toBe('a\\u001b]0;x\\u0007\\u000d\\u000ab\\U000e0041')
  expect(printable('plain, é, 日本')).toBe('plain, é, 日本')
})
