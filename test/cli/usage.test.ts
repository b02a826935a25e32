import { afterAll, describe, expect, test } from 'vitest'
import { commandTable } from '../../engine/cli/command-table.ts'
import { call, folders, RIGHT } from './call.ts'

const { make, clear } = folders()
afterAll(clear)
const cwd = make({ 'platform.yaml': RIGHT })

describe('a wrong call', () => {
  test.each([
    { argv: ['validat'], hint: '`validate`' },
    { argv: ['validate', '--fil', 'x'], hint: '`--file`' },
    { argv: ['render', '--chekc'], hint: '`--check`' },
    { argv: ['validate', '--format', 'jsno'], hint: '`json`' },
    { argv: ['validate', '--color', 'allways'], hint: '`always`' },
    { argv: ['init', '--template', 'sprin'], hint: '`spring`' },
    { argv: ['explain', 'services.replica'], hint: '`services.replicas`' },
    { argv: ['explain', 'load/not-fuond'], hint: '`load/not-found`' },
    { argv: ['explain', 'outputs.kubernetse'], hint: '`kubernetes`' },
    { argv: ['resolve', '--env', 'dev', '--path', 'services.wbe'], hint: '`web`' },
    { argv: ['resolve'], hint: '`--env prod`' },
    { argv: ['render', '--env'], hint: '--help' },
    { argv: ['render', '--stdout', '--check'], hint: '--help' },
    { argv: ['validate', 'a', 'b'], hint: '--help' },
    { argv: ['new-renderer'], hint: '--help' },
    { argv: ['new-renderer', '../x'], hint: 'lower-case' },
  ])('$argv ends with 2 and says what to do', async ({ argv, hint }) => {
    const { exit, stdout, stderr } = await call(argv, { cwd })
    expect([exit, stdout]).toEqual([2, ''])
    expect(stderr).toContain(hint)
    expect(stderr).toMatch(/^error: .*\nhelp: .*\n$/)
  })

  test('of nothing shows the help', async () => {
    const { exit, stdout, stderr } = await call([])
    expect([exit, stdout]).toEqual([2, ''])
    expect(stderr).toContain('platgen init')
  })
})

describe('help', () => {
  test('of the program names every command', async () => {
    const { exit, stdout } = await call(['--help'])
    expect(exit).toBe(0)
    for (const { name } of commandTable) expect(stdout).toContain(`  ${name} `)
  })

  test.each(commandTable.map(({ name }) => name))('of %s has examples, by either way', async (name) => {
    const { exit, stdout } = await call([name, '--help'])
    expect(exit).toBe(0)
    expect(stdout).toContain('Examples:\n  $ platgen ')
    expect(stdout).toContain('--format')
    expect((await call(['help', name])).stdout).toBe(stdout)
  })
})

test('--version is that of the package', async () => {
  const { exit, stdout } = await call(['--version'])
  expect(exit).toBe(0)
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})
