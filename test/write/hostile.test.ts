import { mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { hashOf } from '../../engine/write/content.ts'
import { list, put, read, sandbox, write } from './sandbox.ts'

describe('the output folder', () => {
  test('may be a symbolic link, or behind one', () => {
    const folder = sandbox()
    mkdirSync(join(folder, 'real/sub'), { recursive: true })
    symlinkSync('real', join(folder, 'link'))
    expect(write(join(folder, 'link'), { a: '1' }).codes).toEqual([])
    expect(write(join(folder, 'link/sub/new'), { b: '1' }).codes).toEqual([])
    expect(read(join(folder, 'real'))).toMatchObject({ a: '1', 'sub/new/b': '1' })
  })

  test('is no file, no dangling link, not the root, not a home or above it, and holds no source', () => {
    const folder = sandbox()
    put(folder, { file: 'x', 'platform/platform.yaml': 'x' })
    symlinkSync('nowhere', join(folder, 'dangling'))
    symlinkSync('/', join(folder, 'rooted'))
    symlinkSync(homedir(), join(folder, 'home'))
    symlinkSync('platform', join(folder, 'alias'))
    const sources = [join(folder, 'platform/platform.yaml')]
    const roots = ['file', 'dangling', 'dangling/below', 'rooted', 'home', '.', 'platform', 'alias', 'nul\0'].map((name) =>
      join(folder, name),
    )
    for (const root of [...roots, '/', homedir(), dirname(homedir()), relative(process.cwd(), '/')])
      expect(write(root, { a: '1' }, { sources, mode: 'plan' }).codes, root).toEqual(['write/bad-root'])
    expect(write(join(folder, 'platform/out'), { a: '1' }, { sources }).codes).toEqual([])
  })
})

describe('paths', () => {
  const bad = ['', '/a', 'a/', 'a//b', '.', './a', 'a/..', '../a', 'a/../b', 'a\\b', 'a\0', 'a\nb', 'C:a', 'a?', 'a*b', 'a|b', '\ud800']
  const windows = ['con', 'a/NUL.yaml', 'Com1.txt', 'lpt¹', 'a.', 'a /b', ' a', 'conin$']
  const ours = [
    '.platgen/ledger.json',
    '.PlatGen/x',
    '.git/hooks/pre-commit',
    'a/.GIT/config',
    'git~1/x',
    `${'x'.repeat(256)}`,
    `${'é'.repeat(128)}`,
    `${'xy/'.repeat(300)}z`,
  ]
  for (const path of [...bad, ...windows, ...ours])
    test(`refuses ${JSON.stringify(path.slice(0, 40))}`, () => {
      const root = sandbox()
      expect(write(root, { 'fine.yaml': '1', [path.replace(/\*$/, '* ')]: '1' }).codes).toEqual(['write/bad-path'])
      expect(list(root)).toEqual([])
    })

  test('takes what is portable', () => {
    const root = sandbox()
    const tree = {
      'a.b/-c/_d/e f': '1',
      '.dockerignore': '1',
      'constructor/__proto__': '1',
      console: '1',
      'größe/日本': '1',
      '...a': '1',
      [`${'x'.repeat(255)}`]: '1',
    }
    expect(write(root, tree).codes).toEqual([])
    expect(read(root)).toEqual(tree)
  })

  const conflicts: readonly (readonly [string, readonly string[], string])[] = [
    ['a path twice', ['a/b', 'a/b'], 'write/two-writers'],
    ['names that differ by case', ['a/b', 'a/B'], 'write/case-collision'],
    ['folders that differ by case', ['x/A/b', 'x/a/c'], 'write/case-collision'],
    ['names that differ by composition', ['\u00e9', 'e\u0301'], 'write/case-collision'],
    ['a file and its folder', ['a', 'a/b'], 'write/file-and-folder'],
    ['a folder and a file', ['a/b/c', 'a'], 'write/file-and-folder'],
    ['a file and a folder but for case', ['A', 'a/b'], 'write/file-and-folder'],
  ]
  for (const [name, paths, code] of conflicts)
    test(`refuses ${name}`, () => {
      const root = sandbox()
      const [first, second] = paths.map((path) => ({ [path as string]: '1' }))
      const both = write(root, { ...first, ...second, ...(paths[0] === paths[1] ? { [`${paths[0]}*`]: '1' } : {}) })
      expect(both.codes).toEqual([code])
      expect(list(root)).toEqual([])
    })
})

describe('symbolic links inside', () => {
  test('are not followed to write, to compare or to remove', () => {
    const folder = sandbox()
    const root = join(folder, 'out')
    write(root, { 'a/b': '1', 'c/d/e': '1' })
    rmSync(join(root, 'a'), { recursive: true })
    rmSync(join(root, 'c'), { recursive: true })
    put(folder, { 'outside/b': '1', 'outside/d/e': '1' })
    symlinkSync('../outside', join(root, 'a'))
    symlinkSync(join(folder, 'outside'), join(root, 'c'))
    expect(write(root, { 'a/b': '2', 'c/d/f': '2' }).codes).toEqual(['write/linked-folder', 'write/linked-folder', 'write/linked-folder'])
    expect(write(root, {}, { force: true }).codes).toEqual(['write/linked-folder', 'write/linked-folder'])
    expect(read(join(folder, 'outside'))).toEqual({ b: '1', 'd/e': '1' })
  })

  test('in place of platgen’s own files', () => {
    const folder = sandbox()
    put(folder, {
      'outside/ledger.json': 'x',
      'outside/staging/x': 'x',
      'outside/victim': 'x',
      'one/x': '',
      'two/.platgen/x': '',
      'three/.platgen/x': '',
      'four/.platgen/x': '',
    })
    symlinkSync('../outside', join(folder, 'one/.platgen'))
    symlinkSync('../../outside/ledger.json', join(folder, 'two/.platgen/ledger.json'))
    symlinkSync('../../outside/victim', join(folder, 'three/.platgen/ledger.json.next'))
    symlinkSync('../../outside/staging', join(folder, 'three/.platgen/staging'))
    symlinkSync('../../outside/victim', join(folder, 'four/.platgen/lock'))
    expect(write(join(folder, 'one'), { a: '1' }).codes).toEqual(['write/bad-ledger'])
    expect(write(join(folder, 'two'), { a: '1' }).codes).toEqual(['write/bad-ledger'])
    expect(write(join(folder, 'three'), { a: '1' }).codes).toEqual([])
    expect(write(join(folder, 'four'), { a: '1' }).codes).toEqual(['write/locked'])
    expect(read(join(folder, 'outside'))).toEqual({ 'ledger.json': 'x', 'staging/x': 'x', victim: 'x' })
  })
})

describe('the ledger', () => {
  const hash = hashOf('victim')
  const files = (value: unknown): string => JSON.stringify({ version: 1, files: value })
  const bad: readonly (readonly [string, string])[] = [
    ['no JSON', '{"version": 1,'],
    ['merge conflict', '<<<<<<< HEAD\n{}'],
    ['empty', ''],
    ['list', '[]'],
    ['null', 'null'],
    ['no version', '{"files":{}}'],
    ['another version', '{"version":2,"files":{}}'],
    ['no files', '{"version":1}'],
    ['files in a list', files([])],
    ['an absolute path', files({ '/etc/passwd': hash })],
    ['a path upwards', files({ '../victim': hash })],
    ['a path upwards in the middle', files({ 'a/../../victim': hash })],
    ['a backslash', files({ '..\\victim': hash })],
    ['NUL', files({ 'a\0b': hash })],
    ['a drive', files({ 'C:/victim': hash })],
    ['a path of platgen', files({ '.platgen/lock': hash })],
    ['a path of Git', files({ '.git/config': hash })],
    ['no hash', files({ a: 'x' })],
    ['a number for a hash', files({ a: 1 })],
    ['hashes without end', files({ a: [hash, hash, hash] })],
    ['no hashes', files({ a: [] })],
    ['the same but for case', files({ a: hash, A: hash })],
  ]
  for (const [name, text] of bad)
    test(`is not trusted: ${name}`, () => {
      const folder = sandbox()
      const root = join(folder, 'out')
      put(folder, { victim: 'victim', 'out/.platgen/ledger.json': text })
      for (const mode of ['write', 'plan', 'compare'] as const)
        expect(write(root, { b: '1' }, { mode, force: true })).toMatchObject({
          codes: ['write/bad-ledger'],
          result: { written: false, created: [] },
        })
      expect(list(folder)).toEqual(['out', 'out/.platgen', 'out/.platgen/ledger.json', 'victim'])
      expect(readFileSync(join(root, '.platgen/ledger.json'), 'utf8')).toBe(text)
    })

  test('is not trusted: huge, a folder', () => {
    const root = sandbox()
    put(root, { '.platgen/ledger.json': '{}' })
    truncateSync(join(root, '.platgen/ledger.json'), 2 ** 33)
    expect(write(root, { a: '1' }).codes).toEqual(['write/bad-ledger'])
    rmSync(join(root, '.platgen/ledger.json'))
    mkdirSync(join(root, '.platgen/ledger.json'))
    expect(write(root, { a: '1' }).codes).toEqual(['write/bad-ledger'])
    rmSync(join(root, '.platgen'), { recursive: true })
    writeFileSync(join(root, '.platgen'), '')
    expect(write(root, { a: '1' }).codes).toEqual(['write/bad-ledger'])
  })

  test('does not make platgen remove what lies behind a link, or what it would not have written', () => {
    const folder = realpathSync(sandbox())
    const root = join(folder, 'out')
    put(folder, { 'outside/victim': 'victim', 'out/__proto__': 'x', 'out/mine': 'mine' })
    symlinkSync('../outside', join(root, 'link'))
    symlinkSync('../outside/victim', join(root, 'direct'))
    const entries = Object.fromEntries(['link/victim', 'direct', 'mine', '__proto__'].map((path) => [path, hash]))
    put(root, { '.platgen/ledger.json': files(entries) })
    expect(write(root, {}).codes).toEqual(['write/linked-folder', 'write/edited-by-hand', 'write/edited-by-hand', 'write/edited-by-hand'])
    expect(read(folder)).toMatchObject({ 'outside/victim': 'victim', 'out/mine': 'mine' })
  })
})
