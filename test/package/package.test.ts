/** From what was rendered to finished files. */
import { expect, test } from 'vitest'
import { serviceName } from '../../engine/kinds/names.ts'
import { packageObjects } from '../../engine/package/package.ts'
import { definePackager, type Packager } from '../../engine/package/packager.ts'
import type { Rendered } from '../../engine/package/rendered.ts'
import { STAMP, serialise } from '../../engine/package/serialise.ts'
import type { FileArtifact, KubernetesObject } from '../../engine/render/artifact.ts'
import { json, text, yaml } from '../../engine/render/artifacts.ts'
import manifests from '../../renderers/manifests/index.ts'
import { bundleOf, models } from './charting.ts'

const object = (name: string, more: object = {}): KubernetesObject => ({ apiVersion: 'v1', kind: 'Thing', metadata: { name }, ...more })
const pack = (rendered: Iterable<Rendered>, ...packagers: readonly Packager[]) =>
  packageObjects(rendered, models, { packagers: packagers.map((packager) => ({ packager, options: {} })) }, () => {
    throw new Error('nothing to report')
  })
const content = (file: FileArtifact) => serialise(file, 'out').content

test('a file says who wrote it, in the comments of its language', () => {
  expect(content(yaml('a.yaml', { a: 1 }, 'Of two\n\nlines.\n'))).toBe(`# ${STAMP}\n# Of two\n#\n# lines.\n---\na: 1\n`)
  expect(content(text('a.conf', 'a', ';'))).toBe(`; ${STAMP}\na\n`)
  expect(content(text('a.md', '# A\n', ['<!--', '-->']))).toBe(`<!-- ${STAMP} -->\n# A\n`)
  expect(content(text('run.sh', '#!/bin/sh\nset -e\n', '#', { after: 1 }))).toBe(`#!/bin/sh\n# ${STAMP}\nset -e\n`)
  expect(content(text('run.sh', '#!/bin/sh', '#', { after: 3 }))).toBe(`#!/bin/sh\n# ${STAMP}\n`)
  expect(content(text('plain', 'a\n', undefined))).toBe('a\n')
  expect(content(json('a.json', { a: [] }))).toBe('{\n  "a": []\n}\n')
})

test('documents are separated, and executables stay executable', () => {
  expect(serialise({ type: 'yaml', path: 'a.yaml', documents: [{ a: 1 }, { b: 2 }] }, 'out')).toEqual({
    path: 'out/a.yaml',
    content: `# ${STAMP}\n---\na: 1\n---\nb: 2\n`,
    executable: false,
    by: 'out',
  })
  expect(serialise(text('run', '', '#', { executable: true }), 'out').executable).toBe(true)
})

test.each(['', '/etc/passwd', '../a', 'a/../../b', 'a/..', 'a//b', 'a/', './a', '..\\a'])(
  'a path that leaves its folder is a bug: %j',
  (path) => {
    expect(() => serialise(text(path, '', undefined), 'out')).toThrow(/outside of its folder/)
  },
)

test.each([
  [object('a', { spec: { b: [undefined] } }), 'Thing a has undefined at /spec/b/0'],
  [object('a', { 'x/y': null }), 'Thing a has null at /x~1y'],
  [object('a', { spec: Number.NaN }), 'Thing a has the number NaN at /spec'],
  [object('a', { spec: () => 1 }), 'Thing a has function at /spec'],
])('an object that is no data is a bug', (broken, message) => {
  expect(() => [...pack([{ type: 'bundle', bundle: bundleOf('orders', [[broken]]) }])]).toThrow(message)
})

test('an object that contains itself is a bug, not a hang', () => {
  const circle: Record<string, unknown> = {}
  circle.self = circle
  expect(() => [...pack([{ type: 'bundle', bundle: bundleOf('orders', [[object('a', { circle })]]) }])]).toThrow(/more than 200 levels/)
})

test('files pass through, every package gets every bundle, and nothing is read before it is asked for', () => {
  const seen: string[] = []
  function* rendered(): Iterable<Rendered> {
    for (const owner of ['orders', 'web']) {
      seen.push(owner)
      yield { type: 'file', folder: 'docker', file: text(`${owner}/Dockerfile`, 'FROM scratch\n', '#') }
      yield { type: 'bundle', bundle: bundleOf(owner, [[object(owner)]]) }
    }
  }
  const counting = (name: string): Packager =>
    definePackager({
      name,
      summary: '',
      options: {},
      automatic: true,
      *bundle({ owner }, { notes }) {
        notes.set(owner, true)
        yield json(`${owner}.json`, owner)
      },
      *finish({ notes }) {
        yield json('all.json', [...notes.keys()])
      },
    })
  const files = pack(rendered(), counting('one'), counting('two'))[Symbol.iterator]()
  expect(files.next().value?.path).toBe('docker/orders/Dockerfile')
  expect(seen).toEqual(['orders'])
  const paths: string[] = []
  for (let next = files.next(); next.done !== true; next = files.next()) paths.push(next.value.path)
  expect(paths).toEqual([
    'one/orders.json',
    'two/orders.json',
    'docker/web/Dockerfile',
    'one/web.json',
    'two/web.json',
    'one/all.json',
    'two/all.json',
  ])
})

test('manifests: a folder for each environment, the platform first, nothing where there is nothing', () => {
  const packager = manifests as unknown as Packager
  const files = [
    ...pack(
      [
        { type: 'bundle', bundle: bundleOf('', [[object('a'), object('b')]]) },
        { type: 'bundle', bundle: bundleOf('orders', [[], [object('c')]]) },
      ],
      packager,
    ),
  ]
  expect(files.map(({ path, environment }) => [path, environment])).toEqual([
    ['manifests/dev/00-shop.yaml', 'dev'],
    ['manifests/staging/orders.yaml', 'staging'],
  ])
  expect(files[0]?.content.indexOf('name: a')).toBeLessThan(files[0]?.content.indexOf('name: b') ?? 0)
})

test('manifests: no service or store can be called as the file of the platform, and none comes before it', () => {
  for (const name of ['00-shop', '0', '00']) expect(serviceName.check(name)).toBeDefined()
  const names = ['orders', 'a', 'a-0']
  for (const name of names) expect(serviceName.check(name)).toBeUndefined()
  expect(['00-shop.yaml', ...names.map((name) => `${name}.yaml`)].sort()[0]).toBe('00-shop.yaml')
})
