/** The program as it is installed: built, in a process of its own, with nothing beside it. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildInto } from '../../engine/build/build.ts'
import { RIGHT, WRONG } from './call.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'platgen-bundle-'))
const installed = join(home, 'node_modules/platgen')
const platgen = join(installed, 'dist/platgen.cjs')

beforeAll(async () => {
  mkdirSync(installed, { recursive: true })
  await buildInto(join(installed, 'dist'))
  cpSync(join(root, 'package.json'), join(installed, 'package.json'))
  writeFileSync(join(home, 'platform.yaml'), RIGHT)
}, 60_000)
afterAll(() => rmSync(home, { recursive: true, force: true }))

const call = (...argv: readonly string[]) =>
  spawnSync(process.execPath, [platgen, ...argv], { cwd: home, encoding: 'utf8', maxBuffer: 1 << 26 })

test('runs as a program', () => {
  expect(readFileSync(platgen, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
  expect(execFileSync(platgen, ['--version'], { encoding: 'utf8' })).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test('keeps what V8 made of it, and does without', () => {
  const stack = `require(${JSON.stringify(join(installed, 'dist/launch.cjs'))}).engine().loadSdk().then((sdk) => sdk.durationSeconds('x'))`
  expect(spawnSync(process.execPath, ['-e', stack], { encoding: 'utf8' }).stderr).toMatch(/durationSeconds \(engine\.cjs:\d+:\d+\)/)
  const [cache = ''] = readdirSync(join(installed, 'dist')).filter((name) => name.endsWith('.cache'))
  expect(cache).toContain(process.version)
  renameSync(join(installed, 'dist', cache), join(installed, 'elsewhere'))
  try {
    expect(call('validate')).toMatchObject({ status: 0, stdout: '' })
  } finally {
    renameSync(join(installed, 'elsewhere'), join(installed, 'dist', cache))
  }
})

test('validates, renders and explains', () => {
  expect(call('render')).toMatchObject({ status: 0, stderr: '' })
  expect(call('render', '--check')).toMatchObject({ status: 0, stdout: '' })
  expect(call('explain', 'validate/unknown-key')).toMatchObject({ status: 0, stderr: '' })
  expect(call('explain', 'services.replicas').status).toBe(0)
  expect(JSON.parse(call('schema').stdout)).toEqual(JSON.parse(readFileSync(join(root, 'schema/generated/platform.schema.json'), 'utf8')))
  writeFileSync(join(home, 'wrong.yaml'), WRONG)
  expect(call('validate', '--file', 'wrong.yaml')).toMatchObject({ status: 1, stdout: '' })
  expect(call('validate', '--format', 'sarif', '--file', 'wrong.yaml').status).toBe(1)
})

test('starts a renderer whose own tests pass, and that runs', () => {
  expect(call('new-renderer', 'inventory').status).toBe(0)
  const tested = spawnSync(process.execPath, ['--test', 'inventory'], { cwd: home, encoding: 'utf8' })
  expect(tested.status, tested.stdout).toBe(0)
  const platform = RIGHT.replace('version:', 'owner: team\nversion:')
  writeFileSync(join(home, 'own.yaml'), `${platform}outputs: { ./inventory/index.js: {} }\n`)
  expect(call('render', '--file', 'own.yaml', '--out', 'own')).toMatchObject({ status: 0, stderr: '' })
  expect(JSON.parse(readFileSync(join(home, 'own/inventory/prod.json'), 'utf8')).services).toHaveLength(2)
  // The renderer asks the SDK for the place of a value that the program decided: the two have to be one.
  writeFileSync(join(home, 'own.yaml'), `${RIGHT}outputs: { ./inventory/index.js: {} }\n`)
  const { diagnostics } = JSON.parse(call('render', '--file', 'own.yaml', '--out', 'own', '--format', 'json').stdout)
  expect(diagnostics.map(({ code, line }: { code: string; line: number }) => [code, line])).toEqual([
    ['inventory/without-owner', 9],
    ['inventory/without-owner', 13],
  ])
})

test('has types that a strict project can use', () => {
  writeFileSync(
    join(home, 'typed.ts'),
    `import { at, defineDiagnostic, defineRenderer, json, type Model } from 'platgen/sdk'
import { renderWith } from 'platgen/testing'
const wrong = defineDiagnostic<{ service: string }>({ code: 'x/y', severity: 'error', message: ({ service }) => service })
const renderer = defineRenderer<{ title: string }>({
  name: 'x',
  summary: 'X.',
  options: {},
  *environment(model: Model, { options, report }) {
    for (const { name } of Object.values(model.services)) report(wrong, at(model, 'services', name), { service: name })
    yield json('x.json', { title: options.title, replicas: Object.values(model.services).map(({ replicas }) => replicas.min satisfies number) })
  },
})
export const rendering = await renderWith(renderer, { platform: '' })
// @ts-${'expect'}-error: a renderer has a name
defineRenderer({ summary: '', options: {} })
`,
  )
  symlinkSync(join(root, 'node_modules/@types'), join(home, 'node_modules/@types'))
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const options = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--types',
    'node',
    '--skipLibCheck',
    'false',
    'typed.ts',
  ]
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }')
  const checked = spawnSync(process.execPath, [tsc, ...options], { cwd: home, encoding: 'utf8' })
  expect(checked.stdout).toBe('')
})

test('does not mind a reader that goes away', () => {
  const { stderr, stdout } = spawnSync('sh', ['-c', `"${process.execPath}" "${platgen}" schema | head -c 10`], { encoding: 'utf8' })
  expect([stdout.length, stderr]).toEqual([10, ''])
})

test('ends when it is interrupted', async () => {
  const watching = spawn(process.execPath, [platgen, 'render', '--watch', '--out', 'watched'], { cwd: home })
  await new Promise((done) => watching.stdout.once('data', done))
  const code = codeOf(watching)
  watching.kill('SIGINT')
  expect(await code).toBe(130)
})

function codeOf(child: ChildProcess): Promise<number | null> {
  return new Promise((done) => child.once('exit', (code) => done(code)))
}
