import { describe, expect, test } from 'vitest'
import { growthExponent, median, medians } from './measure.ts'
import { isReached } from './table.ts'
import { countKinds } from './workload.ts'

describe('the arithmetic of the bench', () => {
  test('medians', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 2, 3])).toBe(2.5)
    let count = 0
    expect(medians(3, { a: () => ++count, b: () => -1 })).toEqual({ a: 2, b: -1 })
  })

  test.each([1, 1.05, 2])('growth with the exponent %d', (exponent) => {
    expect(growthExponent([100, 1000, 10_000].map((size) => [size, 0.001 * size ** exponent] as const))).toBeCloseTo(exponent, 6)
  })

  test('aims', () => {
    const row = { name: '', unit: 's', ours: 90, peer: 1, ratio: 3 }
    expect(isReached(row)).toBeUndefined()
    expect(isReached({ ...row, aim: { what: 'ratio', least: 3 } })).toBe(true)
    expect(isReached({ ...row, aim: { what: 'ratio', most: 2 } })).toBe(false)
    expect(isReached({ ...row, aim: { what: 'ours', least: 80 } })).toBe(true)
    expect(isReached({ ...row, ratio: Number.NaN, aim: { what: 'ratio', most: 2 } })).toBeUndefined()
  })

  test('kinds', () => {
    expect(countKinds('kind: A\n---\nkind: B\nspec:\n  kind: C\n---\nkind: A\n')).toEqual(['A 2', 'B 1'])
  })
})
