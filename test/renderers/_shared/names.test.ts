/** Names that have to be short and must never meet. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clusterName, joined, pathName, shorten, workloadName } from '../../../renderers/_shared/names.ts'

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/
const label = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,80}[a-z0-9])?$/)
const path = fc.stringMatching(/^(\/[A-Za-z0-9._-]{1,30}){1,4}$/)

describe('shorten', () => {
  test('leaves what is short as it is', () => {
    expect(shorten('orders', 63)).toBe('orders')
    expect(shorten('a'.repeat(63), 63)).toBe('a'.repeat(63))
  })

  test('is a name of the same kind, no longer than asked', () => {
    fc.assert(
      fc.property(label, fc.constantFrom(52, 63), (name, most) => shorten(name, most).length <= most && LABEL.test(shorten(name, most))),
    )
  })

  test('never makes two names one', () => {
    fc.assert(fc.property(label, label, (a, b) => a === b || shorten(`${'x'.repeat(60)}${a}`, 63) !== shorten(`${'x'.repeat(60)}${b}`, 63)))
  })
})

describe('a path as a name', () => {
  test('reads well', () => {
    expect(pathName('writable', '/var/cache/nginx')).toBe('writable-var-cache-nginx')
  })

  test('is a DNS label', () => {
    fc.assert(fc.property(path, (one) => pathName('p', one).length <= 63 && LABEL.test(pathName('p', one))))
  })

  test('is another for every path', () => {
    fc.assert(fc.property(path, path, (a, b) => a === b || pathName('p', a) !== pathName('p', b)))
    const similar = ['/a/b', '/a-b', '/a.b', '/A/b', '/a_b', '/a/b/', `/${'a'.repeat(70)}`, `/${'a'.repeat(71)}`]
    expect(new Set(similar.map((one) => pathName('p', one))).size).toBe(similar.length)
  })
})

test('names made of parts', () => {
  expect(joined('orders', 'headless')).toBe('orders-headless')
  expect(joined('o'.repeat(60), 'headless')).toHaveLength(63)
  expect(workloadName('CronJob', 'o'.repeat(60))).toHaveLength(52)
  expect(workloadName('Deployment', 'o'.repeat(60))).toHaveLength(60)
  expect(clusterName('shop-prod', 'x')).not.toBe(clusterName('shop', 'prod-x'))
})
