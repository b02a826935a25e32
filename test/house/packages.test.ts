/** What is not ours: few packages, each named with its reason, each at one version. */
import { expect, test } from 'vitest'
import { importsOf, packageOf, read, sources, tracked } from './files.ts'

interface Manifest {
  readonly dependencies?: { readonly [name: string]: string }
  readonly devDependencies: { readonly [name: string]: string }
}

const manifest = JSON.parse(read('package.json')) as Manifest
const declared = { ...manifest.dependencies, ...manifest.devDependencies }

test('every package is at one exact version', () => {
  expect(Object.entries(declared).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
})

test('every package is explained in ARCHITECTURE.md', () => {
  const explained = tracked.includes('ARCHITECTURE.md') ? read('ARCHITECTURE.md') : ''
  const rows = explained.split('\n').filter((line) => line.startsWith('|'))
  const isExplained = (name: string) => rows.some((row) => (row.split('|')[1] ?? '').split(/[\s,`]+/).includes(name))
  expect(Object.keys(declared).filter((name) => !isExplained(name))).toEqual([])
})

test('no package is used without being declared', () => {
  const used = new Set(
    sources('engine', 'renderers', 'test').flatMap((path) => importsOf(path).flatMap(({ target }) => packageOf(target) ?? [])),
  )
  expect([...used].filter((name) => !(name in declared) && name !== 'platgen')).toEqual([])
})

test('no package is declared without being used', () => {
  const used = new Set(
    sources('engine', 'renderers', 'test').flatMap((path) => importsOf(path).flatMap(({ target }) => packageOf(target) ?? [])),
  )
  const scripts = read('package.json')
  const commands: { readonly [name: string]: string } = { '@biomejs/biome': 'biome ', tsx: 'tsx ', typescript: 'tsc ', vitest: 'vitest ' }
  const unused = Object.keys(declared).filter(
    (name) => !used.has(name) && !scripts.includes(commands[name] ?? '\0') && !name.startsWith('@types/'),
  )
  expect(unused).toEqual([])
})
