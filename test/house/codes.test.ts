/** Every code has one definition, one page, at least one test, and somebody who reports it. */
import { describe, expect, test } from 'vitest'
import { parsePage } from '../../engine/explain/page.ts'
import { read, sources, tracked } from './files.ts'

const PAGES = 'engine/explain/codes/'

interface Code {
  readonly code: string
  readonly file: string
  /** The constant that holds the definition, or the table of definitions that it is made in. */
  readonly name: string
}

/** `export const NAME = defineDiagnostic<…>({ code: '…'`, and codes that a table of definitions is made from. */
const DEFINED = /export const (\w+)(?:: [^=]*)? = defineDiagnostic(?:<[\s\S]*?>)?\(\{\s*code: '([^']+)'/g
const IN_TABLE = /^ {2}\w+: \w+\('([a-z]+\/[a-z0-9-]+)'\),$/gm
const TABLE = /export const (\w+): \{ readonly \[\w+ in \w+\]: Definition<\w+> \} = \{/

const program = sources('engine', 'renderers').filter((path) => !path.startsWith('engine/build/'))

const codes: readonly Code[] = program.flatMap((file) => {
  const text = read(file)
  const table = TABLE.exec(text)?.[1]
  return [
    ...[...text.matchAll(DEFINED)].map(([, name = '', code = '']) => ({ code, file, name })),
    ...(table === undefined ? [] : [...text.matchAll(IN_TABLE)].map(([, code = '']) => ({ code, file, name: table }))),
  ]
})

const pages = tracked
  .filter((path) => path.startsWith(PAGES) && path.endsWith('.md'))
  .map((path) => path.slice(PAGES.length, -'.md'.length))

test('every definition is found', () => {
  const calls = program.reduce((sum, file) => sum + [...read(file).matchAll(/\bdefineDiagnostic(?:<[\s\S]*?>)?\(\{\s*code: '/g)].length, 0)
  expect(codes.length).toBeGreaterThanOrEqual(calls)
  expect(codes.length).toBeGreaterThan(100)
})

test('a code is defined once', () => {
  const all = codes.map(({ code }) => code)
  expect(all.filter((code, index) => all.indexOf(code) !== index)).toEqual([])
})

test('a code begins with the stage or the renderer that reports it', () => {
  const owner = (file: string) => /^(?:engine|renderers)\/([^/]+)\//.exec(file)?.[1]
  expect(codes.filter(({ code, file }) => code.split('/')[0] !== owner(file)).map(({ code, file }) => `${code} in ${file}`)).toEqual([])
})

describe('pages', () => {
  test('explain every code, and nothing else', () => {
    const defined = new Set(codes.map(({ code }) => code))
    expect([...defined].filter((code) => !pages.includes(code)).sort()).toEqual([])
    expect(pages.filter((code) => !defined.has(code))).toEqual([])
  })

  test.each(pages)('%s is written as pages are', (code) => {
    expect(() => parsePage(code, read(`${PAGES}${code}.md`))).not.toThrow()
  })
})

test('every code is asserted by a test', () => {
  const tests = tracked.filter((path) => path.startsWith('test/') && !path.startsWith('test/house/')).map(read)
  const name = (code: string) => new RegExp(`\\b${code}(?![\\w-])`)
  expect(codes.filter(({ code }) => !tests.some((text) => name(code).test(text))).map(({ code }) => code)).toEqual([])
})

test('every code is reported by somebody', () => {
  const texts = program.map((path) => [path, read(path)] as const)
  const used = ({ name, file }: Code) =>
    texts.some(([path, text]) => {
      const mentions = [...text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length
      return path === file
        ? mentions > 1
        : mentions > (new RegExp(`import [^;]*\\b${name}\\b[^;]*from`).test(text) ? 1 : Number.POSITIVE_INFINITY)
    })
  expect(codes.filter((code) => !used(code)).map(({ code, file }) => `${code} in ${file}`)).toEqual([])
})
