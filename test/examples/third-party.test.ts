/** A renderer that is not ours, as its author and its users have it: packed, installed without a network, tested with the public harness, rendered by the built program. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildInto } from '../../engine/build/build.ts'
import { run } from '../../engine/pipeline.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const example = join(root, 'examples/cmdb-renderer')
const home = mkdtempSync(join(tmpdir(), 'platgen-third-party-'))
const author = join(home, 'author')
const user = join(home, 'user')
let platgen: string
let cmdb: string

beforeAll(async () => {
  const released = join(home, 'platgen')
  await buildInto(join(released, 'dist'))
  for (const path of ['package.json', 'LICENSE', 'CHANGELOG.md', 'schema/generated/platform.schema.json'])
    cpSync(join(root, path), join(released, path))
  platgen = pack(released)
  const left = new Set(['node_modules', 'out'])
  cpSync(example, author, { recursive: true, filter: (path) => path === example || !left.has(basename(path)) })
  npm(author, 'install', '--save-dev', platgen)
  cmdb = pack(author)
}, 120_000)
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** Every registry is out of reach, so that nothing but the packages themselves can be installed. */
function npm(cwd: string, ...argv: readonly string[]): string {
  const offline = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts', '--registry=http://127.0.0.1:9']
  const { status, stdout, stderr } = spawnSync('npm', [...argv, ...offline], { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`npm ${argv.join(' ')} ends with ${status}:\n${stdout}${stderr}`)
  return stdout
}

function pack(folder: string): string {
  return join(folder, npm(folder, 'pack', '--silent').trim())
}

function call(cwd: string, ...argv: readonly string[]) {
  const called = spawnSync(join(cwd, 'node_modules/.bin/platgen'), argv, { cwd, encoding: 'utf8' })
  if (called.error) throw called.error
  return called
}

test('its own tests pass', () => {
  const { status, stdout } = spawnSync('npm', ['test', '--silent'], { cwd: author, encoding: 'utf8' })
  expect(status, stdout).toBe(0)
}, 30_000)

test('renders what it renders in this repository', async () => {
  expect(call(author, 'render')).toMatchObject({ status: 0, stderr: '' })
  const files = new Map<string, string>()
  const { diagnostics } = await run({
    file: 'platform.yaml',
    cwd: example,
    until: 'write',
    out: join(home, 'unused'),
    deliver: ({ path, content }) => files.set(path, content),
  })
  expect(diagnostics).toEqual([])
  const inventory = [...files].filter(([path]) => path.startsWith('cmdb/'))
  expect(inventory.map(([path]) => path).sort()).toEqual([
    'cmdb/images.csv',
    'cmdb/prod/inventory.csv',
    'cmdb/prod/inventory.json',
    'cmdb/staging/inventory.csv',
    'cmdb/staging/inventory.json',
  ])
  for (const [path, content] of files) expect(readFileSync(join(author, 'out', path), 'utf8'), path).toBe(content)
})

test('is a package that others name', () => {
  mkdirSync(user)
  writeFileSync(join(user, 'package.json'), '{ "private": true }')
  npm(user, 'install', '--save-dev', platgen, cmdb)
  expect(readdirSync(join(user, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['platgen', 'platgen-cmdb'])
  const platform = readFileSync(join(example, 'platform.yaml'), 'utf8').replace('./index.js:', 'platgen-cmdb:')
  writeFileSync(join(user, 'platform.yaml'), platform)
  expect(call(user, 'render', '--only', 'cmdb')).toMatchObject({ status: 0, stderr: '' })
  expect(readdirSync(join(user, 'out')).filter((name) => !name.startsWith('.'))).toEqual(['cmdb'])

  writeFileSync(join(user, 'platform.yaml'), platform.replace(/\n +loans-team: .*/, ''))
  const { status, stdout } = call(user, 'render', '--format', 'json')
  expect(status).toBe(1)
  const { diagnostics } = JSON.parse(stdout)
  const line = platform.split('\n').findIndex((text) => text.includes('owner: loans-team')) + 1
  expect(diagnostics).toMatchObject([{ code: 'cmdb/no-contact', line, column: 12, environments: ['staging', 'prod'] }])
})
