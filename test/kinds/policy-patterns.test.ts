import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areApart, bothPatterns, coversPattern } from '../../engine/kinds/policy-patterns.ts'

const part = fc.constantFrom('a', 'b', 'ab')
const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join('/')}`)
const pattern = fc.oneof(
  path,
  path.map((text) => `${text}*`),
  path.map((text) => `${text}/*`),
  path.map((text) => `*${text}`),
  path.map((text) => `${text}/{*}`),
  path.map((text) => `${text}/{**}`),
)

/** As a proxy reads a pattern. */
function matches(one: string, text: string): boolean {
  if (one.includes('{')) return new RegExp(`^${one.replace('{**}', '.*').replace('{*}', '[^/]+')}$`).test(text)
  if (one.endsWith('*')) return text.startsWith(one.slice(0, -1))
  return one.startsWith('*') ? text.endsWith(one.slice(1)) : text === one
}

test('a pattern that covers another one matches all that the other matches', () => {
  fc.assert(
    fc.property(pattern, pattern, path, (a, b, text) => {
      if (coversPattern(a, b) && matches(b, text)) expect(matches(a, text)).toBe(true)
    }),
  )
})

test('patterns that are apart match nothing together', () => {
  fc.assert(
    fc.property(pattern, pattern, path, (a, b, text) => {
      if (areApart(a, b)) expect(matches(a, text) && matches(b, text)).toBe(false)
    }),
  )
})

test('what matches both lists never matches more than each of them', () => {
  const list = fc.array(pattern, { maxLength: 3 })
  const inList = (all: readonly string[], text: string) => all.length === 0 || all.some((one) => matches(one, text))
  fc.assert(
    fc.property(list, list, path, (a, b, text) => {
      const found = bothPatterns(a, b)
      if (found !== undefined && inList(found, text)) expect(inList(a, text) && inList(b, text)).toBe(true)
    }),
  )
})

test('covers by prefix, by suffix and below a template', () => {
  expect(coversPattern('/api/*', '/api/v1')).toBe(true)
  expect(coversPattern('/api/*', '/api/{*}')).toBe(true)
  expect(coversPattern('/api/*', '/apis')).toBe(false)
  expect(coversPattern('*.json', '/a.json')).toBe(true)
  expect(bothPatterns(['/api/*'], ['/api/v1', '/other'])).toEqual(['/api/v1'])
  expect(bothPatterns(['GET'], ['POST'])).toBeUndefined()
})
