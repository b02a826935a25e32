/** Hostile files get a sentence: never a crash, never a hang. */

import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderOf, loaded, loadFrom } from './loading.ts'

/** Nobody waits for longer. Far above what is needed, for machines that are busy. */
const PATIENCE = 10_000

const MEGABYTE = 1024 * 1024
const fill = (text: string, bytes = MEGABYTE) => text.repeat(Math.ceil(bytes / text.length))
const lines = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, index) => line(index)).join('')

describe('a file', { timeout: PATIENCE }, () => {
  test('has at most ten megabytes', () => {
    const folder = folderOf({ 'platform.yaml': 'include: [big.yaml]\n', 'big.yaml': '# \n' })
    truncateSync(join(folder, 'big.yaml'), 10 * MEGABYTE + 1)
    expect(loadFrom(folder).said).toEqual(['load/too-large 1:11-1:19'])
    expect(loadFrom(folder, 'big.yaml').said).toEqual(['load/too-large big.yaml:1:1-1:1'])
  })

  test('may have ten megabytes', () => {
    const text = fill('# a comment\n', 10 * MEGABYTE - 20)
    expect(loaded(`${text.slice(0, 10 * MEGABYTE - 20)}\na: 1\n`).source?.value).toEqual({ a: 1 })
  })

  test('with mistakes may be too large to look for them', () => {
    expect(loaded(fill('a: [x\n', 1.1 * MEGABYTE)).said.map((line) => line.split(' ')[0])).toEqual(['load/too-many-tokens'])
  })
})

describe('nesting', { timeout: PATIENCE }, () => {
  const levels = (count: number) => lines(count, (index) => `${' '.repeat(index)}a:\n`)

  test.each([
    ['ten thousand brackets', '['.repeat(10_000), '1:101-1:102'],
    ['ten thousand brackets in a map', `a: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`, '1:103-1:104'],
    ['ten thousand braces', `${'{ a: '.repeat(10_000)}`, '1:501-1:502'],
    ['three thousand lines, each deeper', levels(3000), '101:102-101:103'],
    ['ten thousand dashes', `${'- '.repeat(10_000)}x\n`, '1:201-1:202'],
    ['ten thousand question marks', `${'? '.repeat(10_000)}x\n`, '1:201-1:202'],
  ])('of %s is too deep', (_, text, place) => {
    expect(loaded(text).said).toEqual([`load/too-deep ${place}`])
  })

  test('of a hundred levels is not, in any style', () => {
    expect(loaded(`a: ${'['.repeat(99)}${']'.repeat(99)}\n`).said).toEqual([])
    expect(loaded(`a: ${'['.repeat(100)}${']'.repeat(100)}\n`).said).toEqual(['load/too-deep 1:103-1:104'])
    expect(loaded(`${levels(99)}${' '.repeat(99)}a: 1\n`).said).toEqual([])
    expect(loaded(`${levels(100)}${' '.repeat(100)}a: 1\n`).said).toEqual(['load/too-deep 101:102-101:103'])
    // Read by the package, because of the anchor.
    expect(loaded(`b: &x 1\na: ${'['.repeat(99)}${']'.repeat(99)}\n`).said).toEqual(['load/anchor 1:4-1:6'])
  })
})

describe('bytes', () => {
  const latin = (text: string) => Buffer.from(text, 'latin1')

  test.each([
    ['no UTF-8', latin('a: 1\nb: caf\xe9\n'), ['load/encoding 2:7-2:8']],
    ['broken off', latin('a: "\xe2\x82'), ['load/encoding 1:5-1:6']],
    ['an encoded half of a pair', latin('a: \xed\xa0\x80\n'), ['load/encoding 1:4-1:5']],
    [
      'behind a replacement character that is meant',
      Buffer.concat([Buffer.from('\ufeff# \ufffd\r\na: '), latin('\xff')]),
      ['load/encoding 2:4-2:5'],
    ],
    ['UTF-16', Buffer.from('\ufeffa: 1\n', 'utf16le'), ['load/encoding 1:1-1:1']],
    ['UTF-16 without a mark', Buffer.from('a: 1\n', 'utf16le'), ['load/encoding 1:1-1:1']],
    ['UTF-16 of the other order', Buffer.from('a: 1\n', 'utf16le').swap16(), ['load/encoding 1:1-1:1']],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex'), ['load/encoding 1:1-1:2']],
  ])('that are %s', (_, bytes, said) => {
    expect(loaded(bytes).said).toEqual(said)
  })

  test('are told with their line', () => {
    expect(loaded(latin('a: 1\nb: caf\xe9\n')).diagnostics[0]?.message).toMatch(/0xE9.*line 2/)
  })

  test('of an included file are told there', () => {
    const { said, source } = loaded({ 'platform.yaml': 'include: [a.yaml]\nname: x\n', 'a.yaml': latin('\xff') })
    expect(said).toEqual(['load/encoding a.yaml:1:1-1:2'])
    expect(source?.value).toMatchObject({ name: 'x' })
  })

  test('of a byte order mark are no text', () => {
    const { source, said } = loaded('\ufeffa: 1\n')
    expect(said).toEqual([])
    expect(source?.files[0]?.text).toBe('a: 1\n')
  })
})

describe('a megabyte of', { timeout: PATIENCE }, () => {
  /** Seconds and gigabytes are lost on these by readers that are not careful. */
  test.each([
    ['keys', lines(30_000, (index) => `key-${index}: ${index}\n`), undefined],
    ['keys in brackets', `a: { ${lines(30_000, (index) => `key-${index}: ${index}, `)} }\n`, undefined],
    ['keys, one of them twice', `${lines(30_000, (index) => `key-${index}: ${index}\n`)}key-7: 1\n`, 'load/duplicate-key'],
    ['items', `a:\n${fill('- a\n')}`, undefined],
    ['items in brackets', `a: [${fill('a,')}]\n`, undefined],
    ['commas', `a: [${fill(',', MEGABYTE / 10)}]\n`, 'load/comma'],
    ['closing brackets', fill(']', MEGABYTE / 10), 'load/stray-bracket'],
    ['open quotes', fill('a: "x\n', MEGABYTE / 10), 'load/missing-colon'],
    ['quotes', `a: ${fill('"', MEGABYTE / 10)}`, 'load/needs-quotes'],
    ['tabs', `a:\n${fill('\t')}`, 'load/tab'],
    ['spaces', fill(' '), 'load/empty'],
    ['comments', `${fill('#\n')}a: 1\n`, undefined],
    ['comments that end in CRLF', `${fill('#\r\n')}a: 1\n`, undefined],
    ['one comment', `# ${fill('x')}\na: 1\n`, undefined],
    ['one text', `a: ${fill('x ')}\n`, undefined],
    ['one text of many lines', `a:\n${fill(' x\n')}`, undefined],
    ['a text of many lines in quotes', `a: "${fill(' x\n')} "\n`, undefined],
    ['a block', `a: |\n${fill('  x\n')}`, undefined],
    ['wrong escapes', `a: "${fill('\\q', MEGABYTE / 10)}"\n`, 'load/bad-escape'],
    ['aliases', `a:\n${fill('  - *x\n', MEGABYTE / 10)}`, 'load/alias'],
    ['wrong escapes in one line', `a: [${fill(`"\\q${'x'.repeat(1000)}", `)}]\n`, 'load/bad-escape'],
    ['braces in one line', `a: [${fill(`{ { x } }${'x'.repeat(500)}, `)}]\n`, 'load/needs-quotes'],
    ['documents', fill('---\n', MEGABYTE / 10), 'load/several-documents'],
    ['one key', `${fill('x')}: 1\n`, 'load/long-key'],
    ['lines that are no keys', `a: 1\n${fill('x\n', MEGABYTE / 10)}`, 'load/missing-colon'],
    ['zeros', fill('\0'), 'load/control-character'],
    ['zeros in a text', `abc ${fill('\0')}`, 'load/control-character'],
  ])('%s', (_, text, code) => {
    expect(loaded(text).said[0]?.split(' ')[0]).toBe(code)
  })

  test('an alias bomb', () => {
    const bomb = `a: &a [x, x]\n${lines(9, (index) => `b${index}: &b${index} [${Array(9).fill(`*${index === 0 ? 'a' : `b${index - 1}`}`)}]\n`)}`
    const { said } = loaded(bomb)
    expect(new Set(said.map((line) => line.split(' ')[0]))).toEqual(new Set(['load/anchor', 'load/alias']))
    expect(said).toHaveLength(10 + 81)
  })

  test('mistakes is told in part, and says so', () => {
    const { said } = loaded(lines(2000, (index) => `a${index}: &x ${index}\n`))
    expect(said).toHaveLength(501)
    expect(said.at(-1)).toBe('load/more-mistakes 501:7-501:9')
    const broken = loaded(lines(100, (index) => `a${index}: @x\n`)).said
    expect(broken).toHaveLength(21)
    expect(broken.at(-1)).toBe('load/more-mistakes 21:6-21:8')
  })
})

test('names that objects have are names like others', () => {
  const { source, said } = loaded('services:\n  __proto__: { constructor: 1 }\n  constructor: { toString: 2 }\n  hasOwnProperty:\n')
  expect(said).toEqual([])
  const services = source?.value.services as object
  expect(Object.keys(services)).toEqual(['__proto__', 'constructor', 'hasOwnProperty'])
  expect('toString' in services).toBe(false)
  expect(source?.owner('/services/__proto__').file.path).toBe('platform.yaml')
  const merged = loaded({
    'platform.yaml': 'include: [a.yaml]\nservices: { __proto__: 1 }\n__proto__: 2\n',
    'a.yaml': 'services: { constructor: 1 }\n',
  })
  expect(merged.said).toEqual([])
  expect(Object.keys(merged.source?.value.services as object)).toEqual(['__proto__', 'constructor'])
  expect(Object.keys(merged.source?.value ?? {}).sort()).toEqual(['__proto__', 'include', 'services'])
})
