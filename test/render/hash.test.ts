import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hash } from '../../engine/render/hash.ts'

test('is the same on every machine', () => {
  expect(hash('')).toBe('ab3e7c0b795e2457')
  expect(hash('a')).toBe('2a6818192b20eb04')
  expect(hash('Größe 🙂')).toMatch(/^[0-9a-f]{16}$/)
})

test('tells texts apart', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (a, b) => a === b || hash(a) !== hash(b)))
  const many = Array.from({ length: 50_000 }, (_, index) => hash(`service-${index}`))
  expect(new Set(many).size).toBe(many.length)
  expect(new Set(many.map((sum) => sum.slice(0, 10))).size).toBe(many.length)
})
