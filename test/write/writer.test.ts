import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, unlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openWriter } from '../../engine/write/writer.ts'
import { list, put, read, sandbox, write } from './sandbox.ts'

const OWNER = { pointer: '/outputs', on: 'key' } as const

describe('brings the folder up to date', () => {
  test('creates, also the folder itself', () => {
    const root = join(sandbox(), 'deep/out')
    const { codes, result } = write(root, { 'b/c/d.yaml': 'd', 'b/a.yaml': 'a', 'run.sh*': '#!' })
    expect(codes).toEqual([])
    expect(result).toMatchObject({
      written: true,
      created: ['b/a.yaml', 'b/c/d.yaml', 'run.sh'],
      changed: [],
      unchanged: [],
      removed: [],
      differences: [],
    })
    expect(read(root)).toEqual({ 'b/a.yaml': 'a', 'b/c/d.yaml': 'd', 'run.sh': '#!' })
    expect(statSync(join(root, 'run.sh')).mode & 0o111).not.toBe(0)
    expect(statSync(join(root, 'b/a.yaml')).mode & 0o111).toBe(0)
    expect(list(join(root, '.platgen'))).toEqual(['ledger.json'])
  })

  test('touches only what changed', () => {
    const root = sandbox()
    write(root, { 'a/same': 'ä\ufffd', 'a/size': '1', 'a/bytes': '1', 'a/mode': '1', 'gone/x/y': '1', 'gone/z': '1' })
    for (const path of ['a/same', '.platgen/ledger.json']) utimesSync(join(root, path), 1, 1)
    const { codes, result } = write(root, {
      'a/same': 'ä\ufffd',
      'a/size': '12',
      'a/bytes': '2',
      'a/mode*': '1',
      'a/new': '',
      'new/a/b': '1',
    })
    expect(codes).toEqual([])
    expect(result).toMatchObject({
      written: true,
      created: ['a/new', 'new/a/b'],
      changed: ['a/bytes', 'a/mode', 'a/size'],
      unchanged: ['a/same'],
      removed: ['gone/x/y', 'gone/z'],
    })
    expect(statSync(join(root, 'a/same')).mtimeMs).toBe(1000)
    expect(statSync(join(root, '.platgen/ledger.json')).mtimeMs).not.toBe(1000)
    expect(list(root)).toEqual([
      '.platgen',
      '.platgen/ledger.json',
      'a',
      'a/bytes',
      'a/mode',
      'a/new',
      'a/same',
      'a/size',
      'new',
      'new/a',
      'new/a/b',
    ])
  })

  test('touches nothing when nothing changed', () => {
    const root = sandbox()
    const tree = { 'a/b': '1', c: '2' }
    write(root, tree)
    const files = ['a/b', 'c', '.platgen/ledger.json']
    for (const path of files) utimesSync(join(root, path), 1, 1)
    expect(write(root, tree).result).toMatchObject({ written: true, created: [], changed: [], unchanged: ['a/b', 'c'], removed: [] })
    for (const path of files) expect(statSync(join(root, path)).mtimeMs).toBe(1000)
  })

  test('a file becomes a folder, a folder becomes a file', () => {
    const root = sandbox()
    write(root, { a: '1', 'b/c': '2', 'b/d/e': '3' })
    const { codes, result } = write(root, { 'a/x/y': '4', b: '5' })
    expect(codes).toEqual([])
    expect(result).toMatchObject({ written: true, created: ['a/x/y', 'b'], removed: ['a', 'b/c', 'b/d/e'] })
    expect(read(root)).toEqual({ 'a/x/y': '4', b: '5' })
  })

  test('a name changes only its case', () => {
    const root = sandbox()
    write(root, { 'Dev/a': '1', B: '2' })
    expect(write(root, { 'dev/a': '1', b: '3' })).toMatchObject({ codes: [], result: { removed: ['B', 'Dev/a'] } })
    expect(read(root)).toEqual({ b: '3', 'dev/a': '1' })
  })

  test('keeps folders in which somebody else has something, and never removes the root', () => {
    const root = sandbox()
    write(root, { 'a/b/c': '1', 'd/e': '1' })
    put(root, { 'a/mine': 'x' })
    expect(write(root, {}).result.removed).toEqual(['a/b/c', 'd/e'])
    expect(list(root)).toEqual(['a', 'a/mine'])
  })

  test('makes again what a person deleted, and forgets what is gone anyway', () => {
    const root = sandbox()
    write(root, { a: '1', b: '1' })
    unlinkSync(join(root, 'a'))
    unlinkSync(join(root, 'b'))
    expect(write(root, { a: '2' })).toMatchObject({ codes: [], result: { created: ['a'], removed: [] } })
    expect(readFileSync(join(root, '.platgen/ledger.json'), 'utf8')).not.toContain('"b"')
  })

  test('the ledger is the same whatever the order of the files', () => {
    const [one, two] = [sandbox(), sandbox()]
    write(one, { a: '1', 'b/c': '2' })
    write(two, { 'b/c': '2', a: '1' })
    const [first, second] = [one, two].map((root) => readFileSync(join(root, '.platgen/ledger.json'), 'utf8'))
    expect(first).toBe(second)
    expect(JSON.parse(first as string)).toMatchObject({
      version: 1,
      files: { a: '6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b' },
    })
  })
})

describe('changes nothing', () => {
  test('before commit, and leaves no trace after discard', () => {
    const root = join(sandbox(), 'a/b')
    const writer = openWriter(root, { mode: 'write', report: () => {}, owner: OWNER })
    writer.add({ path: 'x/y', content: '1', executable: false })
    expect(read(root)).toEqual({})
    writer.discard()
    expect(list(join(root, '../..'))).toEqual([])
    expect(() => writer.commit()).toThrow('ended before')
  })

  test('discard keeps what was there', () => {
    const root = sandbox()
    write(root, { a: '1' })
    const writer = openWriter(root, { mode: 'write', report: () => {}, owner: OWNER })
    writer.add({ path: 'a', content: '2', executable: false })
    writer.add({ path: 'b', content: '2', executable: false })
    writer.discard()
    writer.discard()
    expect(list(root)).toEqual(['.platgen', '.platgen/ledger.json', 'a'])
    expect(read(root)).toEqual({ a: '1' })
  })

  for (const mode of ['compare', 'plan'] as const)
    test(`in mode ${mode}, which has the texts`, () => {
      const root = sandbox()
      write(root, { changed: '1', same: '1', removed: '1' })
      const before = list(root)
      const { codes, result } = write(root, { 'new/file': '2', same: '1', changed: '2' }, { mode })
      expect(codes).toEqual([])
      expect(result).toMatchObject({
        written: false,
        created: ['new/file'],
        changed: ['changed'],
        unchanged: ['same'],
        removed: ['removed'],
      })
      expect(result.differences.map(({ path, is, before, after }) => [path, is, before(), after()])).toEqual([
        ['changed', 'changed', '1', '2'],
        ['new/file', 'created', undefined, '2'],
        ['removed', 'removed', '1', undefined],
      ])
      expect(list(root)).toEqual(before)
      const missing = join(root, 'missing')
      expect(write(missing, { a: '1' }, { mode }).result.created).toEqual(['a'])
      expect(list(root)).toEqual(before)
    })

  test('when the system does not let it, and says so', () => {
    const root = sandbox()
    put(root, { 'out/a': '1' })
    expect(write(join(root, 'out/a/b'), { a: '1' }).codes).toEqual(['write/cannot-write'])
    const long = `${'x'.repeat(200)}/`.repeat(3)
    const deep = join(root, `${'y'.repeat(250)}/`.repeat(14))
    expect(write(deep, { [`${long}z`]: '1' }).codes).toEqual(['write/cannot-write'])
    expect(list(root)).toEqual(['out', 'out/a'])
  })

  test('a half letter is our bug, and leaves no lock', () => {
    const root = join(sandbox(), 'out')
    const writer = openWriter(root, { mode: 'write', report: () => {}, owner: OWNER })
    expect(() => writer.add({ path: 'a', content: '\ud800', executable: false })).toThrow('half of a surrogate pair')
    writer.discard()
    expect(list(join(root, '..'))).toEqual([])
  })
})

describe('a partial render', () => {
  const dev = (path: string): boolean => path.startsWith('dev/')

  test('neither removes nor looks at what is out of scope', () => {
    const root = sandbox()
    write(root, { 'dev/a': '1', 'dev/b': '1', 'prod/a': '1', 'prod/b': '1' })
    put(root, { 'prod/a': 'edited' })
    unlinkSync(join(root, 'prod/b'))
    expect(write(root, { 'dev/a': '2' }, { scope: dev })).toMatchObject({
      codes: [],
      result: { written: true, changed: ['dev/a'], removed: ['dev/b'] },
    })
    expect(read(root)).toEqual({ 'dev/a': '2', 'prod/a': 'edited' })
    expect(write(root, { 'dev/a': '2', 'prod/a': '2', 'prod/b': '2' }).codes).toEqual(['write/edited-by-hand'])
  })

  test('does not put a file where one is that is out of scope', () => {
    const root = sandbox()
    write(root, { 'dev/a': '1', prod: '1' })
    expect(write(root, { 'dev/a': '1', 'prod/x': '1' }, { scope: dev }).codes).toEqual(['write/in-the-way'])
    expect(write(root, { 'dev/a': '1', PROD: '1' }, { scope: dev }).codes).toEqual(['write/case-collision'])
  })
})

describe('people', () => {
  test('what a person edited is neither overwritten nor removed, and nothing else is done', () => {
    const root = sandbox()
    write(root, { edited: '1', gone: '1', other: '1' })
    put(root, { edited: 'mine', gone: 'mine' })
    const { codes, result } = write(root, { edited: '2', other: '2', new: '2' })
    expect(codes).toEqual(['write/edited-by-hand', 'write/edited-by-hand'])
    expect(result).toMatchObject({ written: false, edited: ['edited', 'gone'] })
    expect(read(root)).toEqual({ edited: 'mine', gone: 'mine', other: '1' })
    expect(list(join(root, '.platgen'))).toEqual(['ledger.json'])
  })

  test('an edit that is what is rendered now is fine', () => {
    const root = sandbox()
    write(root, { a: '1', b: '1' })
    put(root, { a: '2' })
    expect(write(root, { a: '2', b: '1' })).toMatchObject({ codes: [], result: { unchanged: ['a', 'b'] } })
    expect(write(root, { a: '3', b: '1' })).toMatchObject({ codes: [], result: { changed: ['a'] } })
  })

  test('what platgen did not write is not overwritten, but adopted when it is equal', () => {
    const root = sandbox()
    put(root, { equal: '1', other: 'mine', bystander: 'mine' })
    expect(write(root, { equal: '1', other: '2' }).codes).toEqual(['write/not-ours'])
    expect(read(root)).toEqual({ equal: '1', other: 'mine', bystander: 'mine' })
    expect(list(root)).not.toContain('.platgen')
    expect(write(root, { equal: '1' })).toMatchObject({ codes: [], result: { written: true, unchanged: ['equal'] } })
    expect(write(root, {})).toMatchObject({ codes: [], result: { removed: ['equal'] } })
    expect(read(root)).toEqual({ other: 'mine', bystander: 'mine' })
  })

  test('`force` overwrites and removes what was edited, but removes nothing that platgen never wrote', () => {
    const root = sandbox()
    write(root, { edited: '1', gone: '1' })
    put(root, { edited: 'mine', gone: 'mine', foreign: 'mine', bystander: 'mine' })
    const { codes, result } = write(root, { edited: '2', foreign: '2' }, { force: true })
    expect(codes).toEqual([])
    expect(result).toMatchObject({
      written: true,
      changed: ['edited', 'foreign'],
      removed: ['gone'],
      edited: ['edited', 'gone'],
      foreign: ['foreign'],
    })
    expect(read(root)).toEqual({ edited: '2', foreign: '2', bystander: 'mine' })
  })

  test('`plan` refuses as `write` does; `compare` just compares', () => {
    const root = sandbox()
    write(root, { edited: '1' })
    put(root, { edited: 'mine', foreign: 'mine' })
    const tree = { edited: '1', foreign: '1' }
    expect(write(root, tree, { mode: 'plan' }).codes).toEqual(['write/edited-by-hand', 'write/not-ours'])
    expect(write(root, tree, { mode: 'compare' })).toMatchObject({
      codes: [],
      result: { changed: ['edited', 'foreign'], edited: ['edited'], foreign: ['foreign'] },
    })
  })

  test('an edit during the run is noticed', () => {
    const root = sandbox()
    write(root, { a: '1' })
    const codes: string[] = []
    const writer = openWriter(root, { mode: 'write', report: ({ code }) => codes.push(code), owner: OWNER })
    for (const path of ['a', 'b', 'c/d']) writer.add({ path, content: '2', executable: false })
    put(root, { a: 'mine', b: 'mine', 'c/x': 'mine' })
    expect(writer.commit().written).toBe(false)
    expect(codes).toEqual(['write/edited-by-hand', 'write/not-ours', 'write/not-ours'])
    expect(read(root)).toEqual({ a: 'mine', b: 'mine', 'c/x': 'mine' })
  })

  test('things that are no files', () => {
    const root = sandbox()
    write(root, { a: '1', b: '1', c: '1', 'd/e': '1' })
    for (const path of ['a', 'b', 'c']) unlinkSync(join(root, path))
    symlinkSync('d/e', join(root, 'a'))
    symlinkSync('nowhere', join(root, 'b'))
    mkdirSync(join(root, 'c/empty'), { recursive: true })
    put(root, { 'c/mine': 'x' })
    expect(write(root, { a: '1', c: '1', 'd/e': '1' }).codes).toEqual(['write/edited-by-hand', 'write/edited-by-hand', 'write/in-the-way'])
    put(root, { 'd/mine': 'x', f: 'x' })
    expect(write(root, { a: '1', b: '1', d: '1', 'f/g': '1' }).codes.slice(2)).toEqual(['write/in-the-way', 'write/in-the-way'])
    expect(write(root, { a: '2', b: '2', 'd/e': '1' }, { force: true }).codes).toEqual([])
    expect(read(root)).toEqual({ a: '2', b: '2', 'c/mine': 'x', 'd/e': '1', 'd/mine': 'x', f: 'x' })
  })

  test('a changed mode is set right without a word', () => {
    const root = sandbox()
    write(root, { 'run*': '1', a: '1' })
    chmodSync(join(root, 'run'), 0o644)
    chmodSync(join(root, 'a'), 0o755)
    expect(write(root, { 'run*': '1', a: '1' })).toMatchObject({ codes: [], result: { changed: ['a', 'run'] } })
    expect(write(root, { 'run*': '1', a: '1' }).result.unchanged).toEqual(['a', 'run'])
  })
})
