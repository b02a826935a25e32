import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { createLocator, locate } from '../../engine/source/locate.ts'
import { fromPointer, toPointer } from '../../engine/source/pointer.ts'
import type { Json } from '../../engine/source/source.ts'
import { document } from './document.ts'
import { locatorOf, pathsOf, sourceOf, valueAt } from './sources.ts'

const shop = `# a shop
name: shop
services:
  orders:   # the first
    replicas: 3
    ports: { http: 8080, grpc: 9090 }
    calls: [catalog, payments]
    env:
      TEXT: |
        a
        b
    routes:
    - match: { path: / }
      to: v2
    - to: v1
    -
  "qu:oted": ~
  nothing:
vars:
    url: "x"
`

/** The underlined text of a place. */
function shown(text: string, pointer: string, on: 'key' | 'value' = 'value'): string {
  const { start, end } = locatorOf(text).span({ pointer, on })
  return text.slice(start, end)
}

describe('a place', () => {
  test.each([
    ['/name', 'shop'],
    ['/services/orders/replicas', '3'],
    ['/services/orders/ports', '{ http: 8080, grpc: 9090 }'],
    ['/services/orders/ports/grpc', '9090'],
    ['/services/orders/calls/1', 'payments'],
    ['/services/orders/calls/payments', 'payments'],
    ['/services/orders/env/TEXT', '|\n        a\n        b'],
    ['/services/qu:oted', '~'],
    ['/vars/url', '"x"'],
  ])('of the value %s is the value', (pointer, text) => expect(shown(shop, pointer)).toBe(text))

  test.each([
    ['/services', 'services'],
    ['/services/orders', 'orders'],
    ['/services/orders/env', 'env'],
    ['/services/orders/routes', 'routes'],
    ['/services/nothing', 'nothing'],
  ])('of the block %s is its key', (pointer, text) => expect(shown(shop, pointer)).toBe(text))

  test.each([
    ['', 'name'],
    ['/services/orders/routes/0', 'match'],
    ['/services/orders/routes/1', 'to'],
    ['/services/orders/routes/2', '-'],
  ])('of %s, which has no key, is its beginning', (pointer, text) => expect(shown(shop, pointer)).toBe(text))

  test.each([
    ['/services/orders/ports/http', 'http'],
    ['/services/qu:oted', '"qu:oted"'],
    ['/services/orders/calls/0', 'catalog'],
  ])('of the key %s', (pointer, text) => expect(shown(shop, pointer, 'key')).toBe(text))

  test.each([
    ['/services/orders/replicas/min', '3', 'a short form'],
    ['/services/orders/ports/admin', 'ports', 'a map in brackets'],
    ['/services/orders/env/A/b/c', 'env', 'a block'],
    ['/services/nothing/build', 'nothing', 'nothing'],
    ['/services/orders/routes/0/weight', 'match', 'an item'],
    ['/services/orders/routes/7', 'routes', 'a list'],
    ['/services/orders/calls/01', 'calls', 'a list in brackets'],
    ['/targets/kubernetes', 'name', 'the file'],
    ['/services/qu:oted/x', '~', 'a null that is written'],
  ])('of %s, which is not written, is %s: the end of %s', (pointer, text) => {
    expect(shown(shop, pointer)).toBe(text)
    expect(shown(shop, pointer, 'key')).toBe(text)
  })

  test('in a file with mistakes is where it was understood', () => {
    expect(shown('a: 1\nb: [2\nc: 3\n', '/c')).toBe('3')
    expect(shown('', '/a')).toBe('')
  })

  test('in a wide map is found without going through it each time', () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `key-${index}`)
    const text = keys.map((key) => `${key}: ${key}\n`).join('')
    const { span } = locatorOf(text)
    for (const key of keys) {
      const { start, end } = span({ pointer: `/${key}`, on: 'value' })
      if (text.slice(start, end) !== key) throw new Error(key)
    }
  })

  test('that is a span stays what it is', () => {
    const span = { file: 'platform.yaml', start: 2, end: 6 }
    expect(locate(sourceOf(shop), span)).toEqual(span)
  })
})

describe('lines and columns', () => {
  test('count from 1, in UTF-16 code units', () => {
    const text = 'a: "😀é" # x\nb: 2\n'
    const { range, span } = locatorOf(text)
    expect(range(span({ pointer: '/a', on: 'value' }))).toEqual({ file: 'platform.yaml', line: 1, column: 4, endLine: 1, endColumn: 9 })
    expect(range(span({ pointer: '/b', on: 'value' }))).toMatchObject({ line: 2, column: 4, endLine: 2, endColumn: 5 })
  })

  test('know CRLF, and CR alone', () => {
    const { range, line } = locatorOf('a: 1\r\nb: 2\r\n\r\nc: 3')
    const at = (start: number) => range({ file: 'platform.yaml', start, end: start })
    expect([0, 4, 5, 6, 9, 12, 14, 17].map((offset) => `${at(offset).line}:${at(offset).column}`)).toEqual([
      '1:1',
      '1:5',
      '1:6',
      '2:1',
      '2:4',
      '3:1',
      '4:1',
      '4:4',
    ])
    expect([1, 2, 3, 4, 5].map((number) => line('platform.yaml', number))).toEqual(['a: 1', 'b: 2', '', 'c: 3', ''])
    expect(locatorOf('a\rb').range({ file: 'platform.yaml', start: 2, end: 3 })).toMatchObject({ line: 2, column: 1 })
  })

  test('of a file that could not be read are the first ones', () => {
    const first = { file: 'gone.yaml', line: 1, column: 1, endLine: 1, endColumn: 1 }
    expect(createLocator(undefined).range({ file: 'gone.yaml', start: 0, end: 0 })).toEqual(first)
    expect(locatorOf(shop).range({ file: 'gone.yaml', start: 3, end: 9 })).toEqual(first)
    expect(createLocator(undefined).line('gone.yaml', 1)).toBe('')
  })
})

test('every leaf stands at a text that means it, and every key at its own', () => {
  const meaning = (text: string): Json => parse(text, { uniqueKeys: false }) as Json
  fc.assert(
    fc.property(document, (text) => {
      const { value } = sourceOf(text)
      const { span } = locatorOf(text)
      for (const path of pathsOf(value)) {
        const leaf = valueAt(value, path) as Json
        const key = path.at(-1)
        if (typeof key === 'string') {
          const { start, end } = span({ pointer: toPointer(path), on: 'key' })
          expect(`${text.slice(start, end)}`.replace(/^["']|["']$/g, '').replace("''", "'")).toBe(key)
        }
        if ((typeof leaf === 'object' && leaf !== null) || path.length === 0) continue
        const { start, end } = span({ pointer: toPointer(path), on: 'value' })
        const found = text.slice(start, end)
        // A null of which nothing is written is shown by its key or dash.
        if (leaf === null && found !== '~' && found !== 'null') continue
        // What `|+` keeps stands behind the last line that it has.
        if (typeof leaf === 'string' && leaf.includes('\n'))
          expect(meaning(`${found}\n`)).toBe(/^\|\+/.test(found) ? `${leaf.trimEnd()}\n` : leaf)
        else expect(meaning(found)).toBe(leaf)
      }
    }),
    { numRuns: 300 },
  )
})

test('pointers and paths are the same thing', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('~', '/', '~1', '~0', '~01', '', '__proto__'), fc.nat())), (path) => {
      expect(fromPointer(toPointer(path))).toEqual(path.map(String))
    }),
  )
  expect(fromPointer('')).toEqual([])
  expect(fromPointer('/')).toEqual([''])
  expect(toPointer(['a/b', 'm~n', 0])).toBe('/a~1b/m~0n/0')
})
