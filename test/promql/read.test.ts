import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPromql } from '../../engine/promql/read.ts'
import { PromqlError } from '../../engine/promql/tokens.ts'

describe('an expression', () => {
  test('says which series it reads, by which labels, and where they stand', () => {
    const text = 'sum by (le, job) (rate(a_bucket{job="x", code=~"5.."}[5m])) / on (job) group_left (team) b:c > 0.5'
    const { selectors, groupings } = readPromql(text)
    expect(selectors.map(({ metric, labels }) => [metric, labels])).toEqual([
      ['a_bucket', ['job', 'code']],
      ['b:c', []],
    ])
    expect(selectors.map(({ start, end }) => text.slice(start, end))).toEqual(['a_bucket', 'b:c'])
    expect(groupings.map(({ labels, selectors: read }) => [labels, read.map(({ metric }) => metric)])).toEqual([
      [['le', 'job'], ['a_bucket']],
    ])
  })

  test('may name the labels behind what it sums up, or only those that go', () => {
    expect(readPromql('sum(a) by (x)').groupings).toMatchObject([{ labels: ['x'] }])
    expect(readPromql('sum without (x) (a)').groupings).toMatchObject([{ labels: [] }])
  })

  test('may choose series by matchers alone, or by a name in quotes', () => {
    expect(readPromql('{job="x"}').selectors).toMatchObject([{ metric: undefined, labels: ['job'] }])
    expect(readPromql('{"http.requests", __name__="a", job="x"}').selectors).toMatchObject([{ metric: 'a', labels: ['job'] }])
  })

  test('is no number, and no function', () => {
    expect(readPromql('vector(1) == Inf or time() - 5m').selectors).toEqual([])
  })
})

test('anything else is refused with its place, and never loops', () => {
  const words = fc.constantFrom(
    'sum',
    'rate',
    'a',
    '(',
    ')',
    '{',
    '}',
    '[5m]',
    'by',
    '"x"',
    '=',
    '==',
    'and',
    'offset',
    '5m',
    ',',
    '@',
    '1',
    ':',
    '-',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(words, { maxLength: 30 }).map((parts) => parts.join(' ')),
      ),
      (text) => {
        try {
          readPromql(text)
        } catch (error) {
          expect(error).toBeInstanceOf(PromqlError)
          expect((error as PromqlError).at).toBeLessThanOrEqual(text.length)
        }
      },
    ),
    { numRuns: 1000 },
  )
})
