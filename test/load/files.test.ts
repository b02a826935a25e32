/** Which files make a platform, and how they come together. */
import { execFileSync } from 'node:child_process'
import { chmodSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { edited } from '../source/sources.ts'
import { folderOf, loaded, loadFrom } from './loading.ts'

const include = (...patterns: readonly string[]) => `include: [${patterns.map((pattern) => JSON.stringify(pattern)).join(', ')}]\n`
const paths = (source: ReturnType<typeof loaded>['source']) => source?.files.map((file) => file.path)

describe('one file', () => {
  test('is a platform', () => {
    const { source, said } = loaded('name: shop\nservices: { a: { replicas: 3 } }\n')
    expect(said).toEqual([])
    expect(source?.value).toEqual({ name: 'shop', services: { a: { replicas: 3 } } })
    expect(source?.owner('/services/a')).toEqual({ file: source?.files[0], pointer: '/services/a' })
  })

  test('is shown relative to where platgen was called', () => {
    const folder = folderOf({ 'a/platform.yaml': `${include('b.yaml')}name: shop\n`, 'a/b.yaml': 'owner: x\n', 'c/d.txt': '' })
    expect(paths(loadFrom(folder, 'a/platform.yaml').source)).toEqual(['a/platform.yaml', 'a/b.yaml'])
    expect(paths(loadFrom(join(folder, 'c'), '../a/platform.yaml').source)).toEqual(['../a/platform.yaml', '../a/b.yaml'])
    expect(paths(loadFrom(folder, join(folder, 'a/platform.yaml')).source)).toEqual(['a/platform.yaml', 'a/b.yaml'])
  })
})

describe('included files', () => {
  test('bring their sections, in whatever order they are named', () => {
    const files = {
      'services/orders.yaml': 'services: { orders: { a: 1 } }\nvars: { x: 1 }\n',
      'services/web.yaml': 'apiVersion: platgen.dev/v1\nservices:\n  web: { b: 2 }\nstores:\n  db: {}\n',
      'more.yaml': 'monitoring: { c: 3 }\n',
    }
    const root = (patterns: string) => `apiVersion: platgen.dev/v1\n${patterns}services:\n  own: {}\n`
    const one = loaded({ 'platform.yaml': root(include('services/*.yaml', 'more.yaml')), ...files })
    const other = loaded({ 'platform.yaml': root(include('more.yaml', './services/web.yaml', 'services/orders.yaml')), ...files })
    expect([...one.said, ...other.said]).toEqual([])
    expect(paths(one.source)).toEqual(['platform.yaml', 'more.yaml', 'services/orders.yaml', 'services/web.yaml'])
    const { include: _, ...value } = one.source?.value ?? {}
    expect(value).toEqual({
      apiVersion: 'platgen.dev/v1',
      services: { own: {}, orders: { a: 1 }, web: { b: 2 } },
      vars: { x: 1 },
      stores: { db: {} },
      monitoring: { c: 3 },
    })
    expect({ ...other.source?.value, include: 0 }).toEqual({ ...one.source?.value, include: 0 })
  })

  test('own what they say', () => {
    const { source } = loaded({
      'platform.yaml': `${include('*.yaml')}services:\n  own: {}\npatches: [{ a: 1 }]\n`,
      'a.yaml': 'services:\n  orders: { a: 1 }\npatches:\n  - { b: 2 }\n  - { c: [3] }\n',
      'b.yaml': 'vars: { x: 1 }\npatches: [{ d: 4 }]\n',
    })
    const owner = (pointer: string) => {
      const { file, pointer: inside } = source?.owner(pointer) ?? {}
      return `${file?.path} ${inside}`
    }
    expect(source?.value.patches).toEqual([{ a: 1 }, { b: 2 }, { c: [3] }, { d: 4 }])
    expect(owner('')).toBe('platform.yaml ')
    expect(owner('/services')).toBe('platform.yaml /services')
    expect(owner('/services/own')).toBe('platform.yaml /services/own')
    expect(owner('/services/orders/a')).toBe('a.yaml /services/orders/a')
    expect(owner('/services/nobody')).toBe('platform.yaml /services/nobody')
    expect(owner('/vars/x')).toBe('b.yaml /vars/x')
    expect(owner('/vars/nothing')).toBe('b.yaml /vars/nothing')
    expect(owner('/nothing')).toBe('platform.yaml /nothing')
    expect(owner('/patches/0')).toBe('platform.yaml /patches/0')
    expect(owner('/patches/2/c/0')).toBe('a.yaml /patches/1/c/0')
    expect(owner('/patches/3')).toBe('b.yaml /patches/0')
    expect(owner('/patches/9')).toBe('platform.yaml /patches/9')
    expect(owner('/patches')).toBe('platform.yaml /patches')
  })

  test('may leave a section empty', () => {
    const { source, said } = loaded({ 'platform.yaml': `${include('a.yaml')}services:\nvars:\n`, 'a.yaml': 'services: { a: {} }\nvars:\n' })
    expect(said).toEqual([])
    expect(source?.value).toMatchObject({ services: { a: {} }, vars: null })
    expect(source?.owner('/services').file.path).toBe('a.yaml')
  })

  test('are read once, by whatever patterns and links they are found', () => {
    const folder = folderOf({ 'platform.yaml': include('*.yaml', 'a.yaml', 'link*'), 'a.yaml': 'services: { a: {} }\n' })
    symlinkSync('a.yaml', join(folder, 'link.yaml'))
    symlinkSync('platform.yaml', join(folder, 'link-to-root.yaml'))
    const { source, said } = loadFrom(folder)
    expect(said).toEqual([])
    expect(paths(source)).toEqual(['platform.yaml', 'a.yaml'])
  })

  test('are found in folders whose names fit', () => {
    const { source, said } = loaded({
      'platform.yaml': include('team-*/services/*.yaml', '*-x/a*b*c.yaml'),
      'team-a/services/one.yaml': 'vars: { one: 1 }\n',
      'team-b/services/two.yaml': 'vars: { two: 2 }\n',
      'team-c/three.yaml': 'vars: { three: 3 }\n',
      'y-x/aXbXbXc.yaml': 'vars: { four: 4 }\n',
      'y-x/abc.txt': 'no',
      'y-x/acb.yaml': 'vars: { five: 5 }\n',
      'y-x/.a-b-c.yaml': 'vars: { six: 6 }\n',
      '.x-x/abc.yaml': 'vars: { seven: 7 }\n',
    })
    expect(said).toEqual([])
    expect(source?.value.vars).toEqual({ one: 1, two: 2, four: 4 })
  })

  test('of a list that is none are left to validation', () => {
    expect(loaded('include: a.yaml\n').said).toEqual([])
    expect(loaded('include: [1, null, { a: b }]\n').said).toEqual([])
  })
})

describe('a name in two files', () => {
  test('is told at both places, all of them at once', () => {
    const { said, diagnostics } = loaded({
      'platform.yaml': `${include('*.yaml')}name: shop\nservices:\n  orders: {}\n  web: {}\nmesh: { mtls: strict }\n`,
      'a.yaml': 'name: shop\nservices:\n  # a comment\n  orders: {}\nmesh: { mtls: strict }\n',
      'b.yaml': 'services: { x: {}, "orders": {} }\nstores: 1\n',
      'c.yaml': 'services: [a]\nstores: {}\n',
    })
    expect(said).toEqual([
      'load/defined-twice a.yaml:1:1-1:5',
      'load/defined-twice a.yaml:4:3-4:9',
      'load/defined-twice a.yaml:5:9-5:13',
      'load/defined-twice b.yaml:1:20-1:28',
      'load/defined-twice c.yaml:1:1-1:9',
      'load/defined-twice c.yaml:2:1-2:7',
    ])
    expect(diagnostics.map(({ related }) => related.map(({ file, line, column }) => `${file}:${line}:${column}`))).toEqual([
      ['platform.yaml:2:1'],
      ['platform.yaml:4:3'],
      ['platform.yaml:6:9'],
      ['platform.yaml:4:3'],
      ['platform.yaml:3:1'],
      ['b.yaml:2:1'],
    ])
  })

  test('of the language is the same version', () => {
    const files = (version: string) => ({
      'platform.yaml': `apiVersion: platgen.dev/v1\n${include('a.yaml')}`,
      'a.yaml': `apiVersion: ${version}\n`,
    })
    expect(loaded(files('platgen.dev/v1')).said).toEqual([])
    expect(loaded(files('platgen.dev/v2')).said).toEqual(['load/defined-twice a.yaml:1:1-1:11'])
  })
})

describe('an include', () => {
  test.each([
    ['nothing/*.yaml', 'load/no-match'],
    ['*.yml', 'load/no-match'],
    ['', 'load/pattern'],
    ['  ', 'load/pattern'],
    ['services/**', 'load/pattern'],
    ['**/a.yaml', 'load/pattern'],
    ['services\\a.yaml', 'load/pattern'],
    ['a\nb', 'load/pattern'],
    ['a\0b', 'load/pattern'],
    ['../other.yaml', 'load/outside'],
    ['services/../../other.yaml', 'load/outside'],
    ['/etc/passwd', 'load/outside'],
    ['C:/x.yaml', 'load/outside'],
    ['services', 'load/not-a-file'],
    ['.', 'load/not-a-file'],
    ['services/a.yaml/b.yaml', 'load/not-found'],
    ['services/b.yaml', 'load/not-found'],
    [`${'x'.repeat(300)}.yaml`, 'load/unreadable'],
  ])('of %j is %s', (pattern, code) => {
    const files = { 'platform.yaml': `name: shop\n${include('services/*.yaml', pattern)}`, 'services/a.yaml': 'vars: {}\n' }
    const { said, source } = loaded(files)
    const column = 'include: ["services/*.yaml", '.length + 1
    expect(said).toEqual([`${code} 2:${column}-2:${column + JSON.stringify(pattern).length}`])
    expect(paths(source)).toEqual(['platform.yaml', 'services/a.yaml'])
  })

  test('that misses a file names the one that was meant, and mends it', () => {
    const text = `include:\n  - services/order.yaml # why\n`
    const { said, diagnostics } = loaded({ 'platform.yaml': text, 'services/orders.yaml': 'vars: {}\n' })
    expect(said).toEqual(['load/not-found 2:5-2:24'])
    expect(diagnostics[0]?.message).toContain('services/orders.yaml')
    expect(edited(text, diagnostics[0]?.suggestions[0]?.edits ?? [])).toBe('include:\n  - services/orders.yaml # why\n')
  })

  test('in an included file is refused at its key', () => {
    const { said } = loaded({ 'platform.yaml': include('a.yaml'), 'a.yaml': `vars: {}\n${include('b.yaml')}`, 'b.yaml': 'vars: {}\n' })
    expect(said).toEqual(['load/nested-include a.yaml:2:1-2:8'])
  })

  test('does not hide mistakes, and mistakes do not hide it', () => {
    const { said } = loaded({
      'platform.yaml': `${include('*.yaml', 'none.txt')}a: b: c\n`,
      'a.yaml': 'x: 1\nx: 2\n',
      'b.yaml': '',
      'c.yaml': 'services: { s: {} }\n',
      'd.yaml': 'services:\n  s: {}\n',
    })
    expect(said).toEqual([
      'load/duplicate-key a.yaml:2:1-2:2',
      'load/empty b.yaml:1:1-1:1',
      'load/defined-twice d.yaml:2:3-2:4',
      'load/not-found 1:21-1:31',
      'load/needs-quotes 2:4-2:8',
    ])
  })

  test('of more files than one platform has is refused', () => {
    const names = Array.from({ length: 10_001 }, (_, index) => `${index}`)
    expect(loaded(include(...names)).said.map((line) => line.split(' ')[0])).toEqual(['load/too-many-files'])
  })

  test('that looks at more names than a platform has is refused', () => {
    const files = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`d/${index}`, '']))
    const { said } = loaded({ ...files, 'platform.yaml': include(...Array<string>(1000).fill('d/*')) })
    expect(said.map((line) => line.split(' ')[0])).toEqual(['load/too-many-files'])
  })
})

describe('what is no ordinary file', () => {
  const onPosix = process.platform === 'win32' ? test.skip : test

  test('is missing: platform.yaml', () => {
    const { said, diagnostics, source } = loadFrom(folderOf({ 'platform.yml': '' }))
    expect(said).toEqual(['load/not-found 1:1-1:1'])
    expect(diagnostics[0]?.message).toContain('platform.yml')
    expect(source).toBeUndefined()
    expect(loadFrom(folderOf({}), 'a/b/platform.yaml').said).toEqual(['load/not-found a/b/platform.yaml:1:1-1:1'])
  })

  test('is a folder', () => {
    const folder = folderOf({ 'platform.yaml/x': '' })
    expect(loadFrom(folder).said).toEqual(['load/not-a-file 1:1-1:1'])
    expect(loadFrom(folder, '.').said).toEqual(['load/not-a-file .:1:1-1:1'])
  })

  onPosix('is a pipe, and nobody waits for it', () => {
    const folder = folderOf({ 'platform.yaml': include('*.yaml', 'b') })
    execFileSync('mkfifo', [join(folder, 'a.yaml'), join(folder, 'b')])
    expect(loadFrom(folder).said).toEqual(['load/not-a-file 1:11-1:19', 'load/not-a-file 1:21-1:24'])
    expect(loadFrom(folder, 'b').said).toEqual(['load/not-a-file b:1:1-1:1'])
  })

  onPosix('is a device', () => {
    expect(loadFrom(folderOf({}), '/dev/zero').said.map((line) => line.split(' ')[0])).toEqual(['load/not-a-file'])
    const folder = folderOf({ 'platform.yaml': include('zero') })
    symlinkSync('/dev/zero', join(folder, 'zero'))
    expect(loadFrom(folder).said).toEqual(['load/outside 1:11-1:17'])
  })

  onPosix('is a link out of the folder, or in a circle, or to nothing', () => {
    const folder = folderOf({
      'in/platform.yaml': include('*.yaml', 'loop', 'gone'),
      'out.yaml': 'secret: 1\n',
      'other/x.yaml': 'secret: 2\n',
    })
    symlinkSync('../out.yaml', join(folder, 'in/out.yaml'))
    symlinkSync('loop', join(folder, 'in/loop'))
    symlinkSync('nowhere', join(folder, 'in/gone'))
    const { said, source } = loadFrom(folder, 'in/platform.yaml')
    expect(said).toEqual([
      'load/outside in/platform.yaml:1:11-1:19',
      'load/unreadable in/platform.yaml:1:21-1:27',
      'load/not-found in/platform.yaml:1:29-1:35',
    ])
    expect(JSON.stringify(source?.value)).not.toContain('secret')
  })

  onPosix('is a folder that is a link out of the folder', () => {
    const folder = folderOf({ 'in/platform.yaml': include('link/*.yaml', 'link/x.yaml'), 'other/x.yaml': 'secret: 2\n' })
    symlinkSync('../other', join(folder, 'in/link'))
    expect(loadFrom(folder, 'in/platform.yaml').said).toEqual(['load/outside in/platform.yaml:1:11-1:24'])
  })

  onPosix('may be a link as platform.yaml itself', () => {
    const folder = folderOf({ 'real/p.yaml': include('*.yaml'), 'here/a.yaml': 'vars: {}\n' })
    symlinkSync('../real/p.yaml', join(folder, 'here/platform.yaml'))
    expect(paths(loadFrom(folder, 'here/platform.yaml').source)).toEqual(['here/platform.yaml', 'here/a.yaml'])
  })

  // Root may read everything.
  const asUser = process.platform === 'win32' || process.getuid?.() === 0 ? test.skip : test
  asUser('cannot be read', () => {
    const folder = folderOf({ 'platform.yaml': include('a.yaml'), 'a.yaml': '' })
    chmodSync(join(folder, 'a.yaml'), 0)
    expect(loadFrom(folder).said).toEqual(['load/unreadable 1:11-1:19'])
  })
})
