import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { call, folders } from './call.ts'

const { make, clear } = folders()
afterAll(clear)

const TEMPLATES = ['django', 'mesh', 'minimal', 'spring']

describe('init', () => {
  test.each(TEMPLATES)('--template %s starts a platform without any mistake, that renders', async (template) => {
    const cwd = make()
    expect((await call(['init', '--template', template], { cwd })).exit).toBe(0)
    const { stdout } = await call(['validate', '--format', 'json'], { cwd })
    expect(JSON.parse(stdout).diagnostics).toEqual([])
    expect((await call(['render', '--quiet'], { cwd })).exit).toBe(0)
    expect(existsSync(join(cwd, 'out/manifests/prod'))).toBe(true)
  })

  test.each(TEMPLATES)('--template %s explains itself', async (template) => {
    const cwd = make()
    await call(['init', '--template', template], { cwd })
    const text = readFileSync(join(cwd, 'platform.yaml'), 'utf8')
    expect(text).toMatch(/^# yaml-language-server: \$schema=/)
    expect([...text.matchAll(/# /g)].length).toBeGreaterThan(5)
    expect(text).not.toContain('my-platform')
  })

  test('makes the folder, and names the platform after it', async () => {
    const cwd = make()
    const { exit, stdout } = await call(['init', 'My Shop'], { cwd })
    expect(exit).toBe(0)
    expect(stdout).toContain('cd ')
    expect(readFileSync(join(cwd, 'My Shop/platform.yaml'), 'utf8')).toContain('\nname: my-shop\n')
  })

  test('never overwrites', async () => {
    const cwd = make({ 'platform.yaml': 'mine\n' })
    const { exit, stderr } = await call(['init'], { cwd })
    expect(exit).toBe(2)
    expect(stderr).toContain('`platform.yaml` is there already')
    expect(readFileSync(join(cwd, 'platform.yaml'), 'utf8')).toBe('mine\n')
  })

  test('asks one question when somebody is there, and none when it is answered', async () => {
    const asked = await call(['init'], { cwd: make(), answer: 'spring' })
    expect([asked.exit, asked.asked.length]).toEqual([0, 1])
    const given = await call(['init', '--template', 'mesh'], { cwd: make(), answer: 'spring' })
    expect([given.exit, given.asked.length]).toEqual([0, 0])
  })

  test('takes no answer for the first template', async () => {
    const cwd = make()
    await call(['init'], { cwd, answer: '  ' })
    const other = make()
    await call(['init', '--template', 'minimal'], { cwd: other })
    const text = (folder: string) => {
      const written = readFileSync(join(folder, 'platform.yaml'), 'utf8')
      return written.replaceAll(/^name: (\S+)/m.exec(written)?.[1] ?? '', 'x')
    }
    expect(text(cwd)).toBe(text(other))
  })
})

describe('new-renderer', () => {
  test('writes a package of its own name, once', async () => {
    const cwd = make()
    const { exit, stdout } = await call(['new-renderer', 'inventory'], { cwd })
    expect(exit).toBe(0)
    expect(stdout).toContain('node --test inventory')
    expect(readdirSync(join(cwd, 'inventory')).sort()).toEqual(['README.md', 'index.js', 'index.test.js', 'package.json'])
    for (const file of readdirSync(join(cwd, 'inventory'))) {
      const text = readFileSync(join(cwd, 'inventory', file), 'utf8')
      expect(text).toContain('inventory')
      expect(text).not.toMatch(/my-renderer|PLATGEN_VERSION/)
    }
    expect((await call(['new-renderer', 'inventory'], { cwd })).exit).toBe(2)
  })

  test('whose files are JavaScript that Node can read', async () => {
    const cwd = make()
    await call(['new-renderer', 'inventory'], { cwd })
    for (const file of ['index.js', 'index.test.js']) execFileSync(process.execPath, ['--check', join(cwd, 'inventory', file)])
  })
})
