import { afterAll, describe, expect, test } from 'vitest'
import { call, folders, RIGHT, WRONG } from './call.ts'

const { make, clear } = folders()
afterAll(clear)

const wrong = make({ 'platform.yaml': WRONG })
const right = make({ 'platform.yaml': RIGHT })

describe('validate', () => {
  test('is quiet on stdout and ends with 0 when all is well', async () => {
    const { exit, stdout, stderr } = await call(['validate'], { cwd: right })
    expect([exit, stdout]).toEqual([0, ''])
    expect(stderr).toContain('2 services')
  })

  test('says nothing at all when it is asked to', async () => {
    expect(await call(['validate', '--quiet'], { cwd: right })).toMatchObject({ exit: 0, stdout: '', stderr: '' })
  })

  test('ends with 1 and tells a person on stderr', async () => {
    const { exit, stdout, stderr } = await call(['validate'], { cwd: wrong })
    expect([exit, stdout]).toEqual([1, ''])
    expect(stderr).toContain('--> platform.yaml:12:13\n')
    expect(stderr).toContain('1 error\n')
    expect(stderr).not.toContain('\u001b')
  })

  test('ends with 1 when there is no platform', async () => {
    const { exit, stderr } = await call(['validate'], { cwd: make() })
    expect(exit).toBe(1)
    expect(stderr).toContain('load/not-found')
  })
})

describe('--format json', () => {
  test('is the contract', async () => {
    const { exit, stdout, stderr } = await call(['validate', '--format', 'json'], { cwd: wrong })
    expect([exit, stderr]).toEqual([1, ''])
    const { diagnostics } = JSON.parse(stdout)
    expect(diagnostics).toHaveLength(1)
    const [diagnostic] = diagnostics
    expect(Object.keys(diagnostic).filter((key) => key !== 'note')).toEqual([
      'code',
      'severity',
      'message',
      'file',
      'line',
      'column',
      'endLine',
      'endColumn',
      'environments',
      'related',
      'suggestions',
    ])
    expect(diagnostic).toMatchObject({
      code: 'validate/unknown-name',
      severity: 'error',
      file: 'platform.yaml',
      line: 12,
      column: 13,
      endLine: 12,
      endColumn: 16,
    })
    const [{ edits }] = diagnostic.suggestions
    expect(edits).toHaveLength(1)
    expect(WRONG.slice(0, edits[0].startOffset) + edits[0].text + WRONG.slice(edits[0].endOffset)).toBe(RIGHT)
  })

  test('is there when there is nothing to tell', async () => {
    expect(await call(['validate', '--format', 'json'], { cwd: right })).toMatchObject({
      exit: 0,
      stdout: '{\n  "diagnostics": []\n}\n',
      stderr: '',
    })
  })

  test('stays away from stdout where that is for something else', async () => {
    const { exit, stdout, stderr } = await call(['render', '--stdout', '--format', 'json'], { cwd: wrong })
    expect([exit, stdout]).toEqual([1, ''])
    expect(JSON.parse(stderr).diagnostics).toHaveLength(1)
  })
})

describe('--format sarif', () => {
  test('is a log of version 2.1.0 with rule, place and fix', async () => {
    const { exit, stdout } = await call(['validate', '--format', 'sarif'], { cwd: wrong })
    expect(exit).toBe(1)
    const log = JSON.parse(stdout)
    expect(log.version).toBe('2.1.0')
    const [{ tool, results }] = log.runs
    expect(tool.driver.rules.map((rule: { id: string }) => rule.id)).toEqual(['validate/unknown-name'])
    expect(tool.driver.rules[0].help.text).not.toBe('')
    expect(results[0]).toMatchObject({
      ruleId: 'validate/unknown-name',
      ruleIndex: 0,
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'platform.yaml' },
            region: { startLine: 12, startColumn: 13, endLine: 12, endColumn: 16 },
          },
        },
      ],
    })
    const [replacement] = results[0].fixes[0].artifactChanges[0].replacements
    expect(replacement.deletedRegion).toMatchObject({ startLine: 12, startColumn: 13, charLength: 3 })
    expect(replacement.insertedContent).toEqual({ text: 'api' })
  })
})

describe('--format github', () => {
  test('is one command per mistake', async () => {
    const { exit, stdout } = await call(['validate', '--format', 'github'], { cwd: wrong })
    expect(exit).toBe(1)
    expect(stdout).toMatch(/^::error file=platform\.yaml,line=12,endLine=12,col=13,endColumn=16,title=validate\/unknown-name::[^\n]+\n$/)
  })
})

describe('colours', () => {
  const colored = async (argv: readonly string[], env: { readonly [name: string]: string }, terminal: boolean) =>
    (await call(['validate', ...argv], { cwd: wrong, env, terminal })).stderr.includes('\u001b[')

  test('are as they are wanted in what is said of a wrong call, and in help', async () => {
    expect((await call(['validat', '--color', 'always'])).stderr).toContain('\u001b[')
    expect((await call(['validat', '--color=never'], { terminal: true })).stderr).not.toContain('\u001b[')
    expect((await call(['--help', '--color=always'])).stdout).toContain('\u001b[')
  })

  test.each([
    { argv: [], env: {}, terminal: false, is: false },
    { argv: [], env: {}, terminal: true, is: true },
    { argv: [], env: { NO_COLOR: '1' }, terminal: true, is: false },
    { argv: [], env: { NO_COLOR: '' }, terminal: true, is: true },
    { argv: [], env: { TERM: 'dumb' }, terminal: true, is: false },
    { argv: [], env: { FORCE_COLOR: '1' }, terminal: false, is: true },
    { argv: [], env: { FORCE_COLOR: '0' }, terminal: true, is: false },
    { argv: ['--color', 'always'], env: { NO_COLOR: '1' }, terminal: false, is: true },
    { argv: ['--color', 'never'], env: { FORCE_COLOR: '1' }, terminal: true, is: false },
  ])('$argv $env terminal: $terminal', async ({ argv, env, terminal, is }) => {
    expect(await colored(argv, env, terminal)).toBe(is)
  })
})
