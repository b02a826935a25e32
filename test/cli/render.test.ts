import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { call, folders, RIGHT, WRONG } from './call.ts'

const { make, clear } = folders()
afterAll(clear)

const web = 'out/manifests/prod/web.yaml'

describe('render', () => {
  test('writes the output folder and sums up', async () => {
    const cwd = make({ 'platform.yaml': RIGHT })
    const { exit, stdout, stderr } = await call(['render'], { cwd, clock: [0, 1234] })
    expect([exit, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^rendered shop into out\/ in [\d.]+ m?s: \d+ new\n/)
    for (const word of ['manifests', 'docker', 'dev', 'prod', 'objects', 'shop-prod', 'Next:', 'less out/manifests/prod/'])
      expect(stdout).toContain(word)
    expect(existsSync(join(cwd, web))).toBe(true)
  })

  test('every file that its summary names is there', async () => {
    const cwd = make({ 'platform.yaml': RIGHT })
    const { stdout } = await call(['render', '--out', 'deploy/here'], { cwd })
    const [, file = ''] = /less (\S+)/.exec(stdout) ?? []
    const [, folder = ''] = /kubectl diff -f (\S+)/.exec(stdout) ?? []
    expect(file.startsWith('deploy/here/') && existsSync(join(cwd, file))).toBe(true)
    expect(folder.startsWith('deploy/here/') && existsSync(join(cwd, folder))).toBe(true)
  })

  test('writes nothing when anything is wrong', async () => {
    const cwd = make({ 'platform.yaml': WRONG })
    const { exit, stdout } = await call(['render'], { cwd })
    expect([exit, stdout]).toEqual([1, ''])
    expect(readdirSync(cwd)).toEqual(['platform.yaml'])
  })

  test('says nothing when it is asked to', async () => {
    const cwd = make({ 'platform.yaml': RIGHT })
    expect(await call(['render', '--quiet'], { cwd })).toMatchObject({ exit: 0, stdout: '', stderr: '' })
  })

  test('tells a program about mistakes alone', async () => {
    const cwd = make({ 'platform.yaml': RIGHT })
    const { stdout } = await call(['render', '--format', 'json'], { cwd })
    expect(JSON.parse(stdout)).toEqual({ diagnostics: [] })
  })

  test('leaves a file alone that a person edited, unless it is told otherwise', async () => {
    const cwd = make({ 'platform.yaml': RIGHT })
    await call(['render'], { cwd })
    writeFileSync(join(cwd, web), 'mine\n')
    writeFileSync(join(cwd, 'platform.yaml'), RIGHT.replace('8080', '8081'))
    const refused = await call(['render', '--format', 'json'], { cwd })
    expect(refused.exit).toBe(1)
    expect(JSON.parse(refused.stdout).diagnostics.map(({ code }: { code: string }) => code)).toEqual(['write/edited-by-hand'])
    expect(readFileSync(join(cwd, web), 'utf8')).toBe('mine\n')
    expect((await call(['render', '--force'], { cwd })).exit).toBe(0)
    expect(readFileSync(join(cwd, web), 'utf8')).toContain('8081')
  })

  test('of one environment leaves the others as they are', async () => {
    const cwd = make({ 'platform.yaml': RIGHT })
    await call(['render'], { cwd })
    const before = readFileSync(join(cwd, 'out/manifests/dev/web.yaml'), 'utf8')
    writeFileSync(join(cwd, 'platform.yaml'), RIGHT.replace('8080', '8081'))
    expect((await call(['render', '--env', 'prod'], { cwd })).exit).toBe(0)
    expect(readFileSync(join(cwd, 'out/manifests/dev/web.yaml'), 'utf8')).toBe(before)
    expect(readFileSync(join(cwd, web), 'utf8')).toContain('8081')
  })

  test('shows how far it is on a terminal, when it takes long', async () => {
    const cwd = make({ 'platform.yaml': RIGHT })
    const slow = await call(['render'], { cwd, terminal: true, clock: [0, 0, 600, 1200, 1800, 2400] })
    expect(slow.stderr).toContain('rendering 1 of 2')
    expect(slow.stderr.endsWith('\r\u001b[K')).toBe(true)
    expect((await call(['render'], { cwd, terminal: true })).stderr).toBe('')
    expect((await call(['render'], { cwd, clock: [0, 0, 600, 1200] })).stderr).toBe('')
  })
})

test('render that is stopped writes nothing, and leaves no trace', async () => {
  const services = Array.from({ length: 80 }, (_, index) => `  s${index}: { build: go }\n`).join('')
  const cwd = make({ 'platform.yaml': RIGHT + services })
  const stop = new AbortController()
  stop.abort()
  const { exit, stdout } = await call(['render'], { cwd, stop: stop.signal })
  expect([exit, stdout]).toEqual([130, ''])
  expect(existsSync(join(cwd, web))).toBe(false)
  expect((await call(['render', '--quiet'], { cwd })).exit).toBe(0)
})

describe('render --stdout', () => {
  test('prints every file with its name, and writes none', async () => {
    const cwd = make({ 'platform.yaml': RIGHT })
    const { exit, stdout, stderr } = await call(['render', '--stdout'], { cwd })
    expect([exit, stderr]).toEqual([0, ''])
    expect(stdout).toContain('---\n# manifests/prod/web.yaml\n')
    expect(stdout).toContain('\n# docker/web/Dockerfile\n')
    expect(readdirSync(cwd)).toEqual(['platform.yaml'])
  })

  test('prints a part', async () => {
    const cwd = make({ 'platform.yaml': RIGHT })
    const { stdout } = await call(['render', '--stdout', '--env', 'prod', '--only', 'manifests'], { cwd })
    expect([...stdout.matchAll(/^# (\S+\/\S+)$/gm)].map(([, path]) => path)).toEqual([
      'manifests/prod/00-shop.yaml',
      'manifests/prod/api.yaml',
      'manifests/prod/web.yaml',
    ])
  })
})

describe('render --check and diff', () => {
  const both = ['render --check', 'diff'].map((line) => line.split(' '))

  test.each(both)('%s: 0 when the folder is as it would be rendered', async (...argv) => {
    const cwd = make({ 'platform.yaml': RIGHT })
    await call(['render'], { cwd })
    expect(await call(argv, { cwd })).toMatchObject({ exit: 0, stdout: '' })
  })

  test.each(both)('%s: 1 when nothing was rendered, and nothing is written', async (...argv) => {
    const cwd = make({ 'platform.yaml': RIGHT })
    expect((await call(argv, { cwd })).exit).toBe(1)
    expect(readdirSync(cwd)).toEqual(['platform.yaml'])
  })

  test.each(both)('%s: 1 when there are mistakes', async (...argv) => {
    expect((await call(argv, { cwd: make({ 'platform.yaml': WRONG }) })).exit).toBe(1)
  })

  test('check prints a diff that can be applied', async () => {
    const cwd = make({ 'platform.yaml': RIGHT })
    await call(['render'], { cwd })
    writeFileSync(join(cwd, 'platform.yaml'), RIGHT.replace('8080', '8081'))
    const { exit, stdout, stderr } = await call(['render', '--check'], { cwd })
    expect(exit).toBe(1)
    expect(stdout).toContain('--- a/manifests/prod/web.yaml\n+++ b/manifests/prod/web.yaml\n@@ -')
    expect(stderr).toContain('platgen render')
  })

  test('check in a workflow folds the diff up, and lets no line of it be a command', async () => {
    const cwd = make({ 'platform.yaml': RIGHT })
    await call(['render'], { cwd })
    writeFileSync(join(cwd, web), '::error::mine\n')
    const { exit, stdout } = await call(['render', '--check', '--format', 'github'], { cwd })
    expect(exit).toBe(1)
    expect(stdout).toMatch(
      /^::group::1 file differs [^\n]*\n::stop-commands::(\w{64})\n--- a\/[\s\S]*\n-::error::mine\n[\s\S]*\n::\1::\n::endgroup::\n::error title=out of date::[^\n]*\n$/,
    )
  })

  test('check tells a file that was edited', async () => {
    const cwd = make({ 'platform.yaml': RIGHT })
    await call(['render'], { cwd })
    writeFileSync(join(cwd, web), `${readFileSync(join(cwd, web), 'utf8')}# mine\n`)
    const { exit, stdout, stderr } = await call(['render', '--check'], { cwd })
    expect(exit).toBe(1)
    expect(stdout).toContain('\n-# mine\n')
    expect(stderr).toContain('edited by hand')
  })

  test('diff names objects and fields, and files that come and go', async () => {
    const cwd = make({ 'platform.yaml': RIGHT })
    await call(['render'], { cwd })
    rmSync(join(cwd, 'out/docker/api/Dockerfile'))
    writeFileSync(join(cwd, 'platform.yaml'), RIGHT.replace('environments:\n', 'environments:\n  test: {}\n').replace('8080', '8081'))
    const { stdout } = await call(['diff'], { cwd })
    expect(stdout).toMatch(
      /manifests\/prod\/web\.yaml changed\n(.*\n)*? {2}~ Deployment web in shop-prod\n(.*\n)*? {6}\S+\/ports\/http\/containerPort: 8080 → 8081\n/,
    )
    expect(stdout).toMatch(/manifests\/test\/web\.yaml new\n( {2}\+ .*\n)+/)
    expect(stdout).toContain('docker/api/Dockerfile new\n')
  })
})

describe('a part that is not there', () => {
  const codes = async (...argv: readonly string[]) => {
    const cwd = make({ 'platform.yaml': RIGHT })
    const { exit, stdout } = await call(['render', '--format', 'json', ...argv], { cwd })
    expect(exit).toBe(1)
    expect(readdirSync(cwd)).toEqual(['platform.yaml'])
    return JSON.parse(stdout).diagnostics.map(({ code }: { code: string }) => code)
  }

  test('is a mistake of the call', async () => {
    expect(await codes('--only', 'manifestos')).toEqual(['assemble/unknown-only'])
    expect(await codes('--env', 'porduction')).toEqual(['resolve/unknown-environment'])
  })
})

describe('a renderer of the user', () => {
  const platform = `${RIGHT}outputs: { ./mine.mjs: {} }\n`
  const renderer = (body: string) =>
    `export default { name: 'mine', summary: 'Mine.', options: { type: 'object', properties: {} }, *environment(model) { ${body} } }\n`

  test('is run, and listed', async () => {
    const cwd = make({
      'platform.yaml': platform,
      'mine.mjs': renderer("yield { type: 'json', path: `${model.environment.name}.json`, value: 1 }"),
    })
    expect((await call(['render', '--quiet'], { cwd })).exit).toBe(0)
    expect(readFileSync(join(cwd, 'out/mine/dev.json'), 'utf8')).toBe('1\n')
    expect((await call(['explain', 'outputs../mine.mjs'], { cwd })).stdout).toContain('Mine.')
    expect((await call(['renderers'], { cwd })).stdout).toMatch(/^mine +renderer +yes +\.\/mine\.mjs +Mine\.$/m)
  })

  test.each([
    'export default 1',
    'export const renderer = {}',
    'export default { name: "Mine", summary: "", options: {}, *platform() {} }',
    'throw new Error("no")',
    'this is no JavaScript',
  ])('that is none is told where it is named: %s', async (text) => {
    const { exit, stdout } = await call(['validate', '--format', 'json'], {
      cwd: make({ 'platform.yaml': platform, 'mine.mjs': text }),
    })
    expect(exit).toBe(1)
    expect(JSON.parse(stdout).diagnostics).toMatchObject([{ code: 'assemble/renderer-broken', line: platform.split('\n').length - 1 }])
  })

  test.each([
    { body: 'null.x', says: 'TypeError' },
    { body: "yield { type: 'json', path: '../x.json', value: 1 }", says: '../x.json' },
    { body: "yield { type: 'json', path: 'x.json', value: { a: undefined } }", says: '/a' },
    { body: "yield { kind: 'Deployment' }", says: 'no artifact' },
    { body: "yield { type: 'object', object: { kind: 'Deployment' } }", says: 'apiVersion' },
  ])('that fails is no bug of platgen: $body', async ({ body, says }) => {
    const cwd = make({ 'platform.yaml': platform, 'mine.mjs': renderer(body) })
    const { exit, stdout } = await call(['render', '--format', 'json'], { cwd })
    expect(exit).toBe(1)
    const [{ code, message, line }] = JSON.parse(stdout).diagnostics
    expect([code, line]).toEqual(['render/renderer-failed', platform.split('\n').length - 1])
    expect(message).toContain(says)
    expect(existsSync(join(cwd, web))).toBe(false)
  })
})
