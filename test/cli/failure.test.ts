import { expect, test } from 'vitest'
import { failure } from '../../engine/cli/failure.ts'
import type { Io } from '../../engine/cli/io.ts'
import { UsageError } from '../../engine/cli/usage.ts'

function told(error: unknown): { readonly exit: number; readonly text: string } {
  let text = ''
  const write = (more: string): void => {
    text += more
  }
  const output = { write, isTerminal: false, columns: undefined }
  const io: Io = {
    cwd: '.',
    env: {},
    ask: undefined,
    input: () => '',
    stdout: output,
    stderr: output,
    now: () => 0,
    stop: new AbortController().signal,
  }
  return { exit: failure(error, ['render', '--env', 'prod'], io), text }
}

test('a bug of platgen ends with 3 and says what to report', () => {
  const { exit, text } = told(new Error('inner', { cause: new Error('deeper') }))
  expect(exit).toBe(3)
  for (const part of [
    'platgen has a bug',
    'Error: inner',
    'failure.test.ts',
    'deeper',
    `Node ${process.versions.node}`,
    'platgen render --env prod',
    'Please report it',
  ])
    expect(text).toContain(part)
})

test('anything can be thrown', () => {
  expect(told('text').exit).toBe(3)
  expect(told(undefined).exit).toBe(3)
})

test('what the system refuses is no bug', () => {
  expect(told(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' }))).toMatchObject({
    exit: 1,
    text: expect.stringContaining('no space left'),
  })
})

test('a wrong call says what to do', () => {
  expect(told(new UsageError('there is no x', 'write y'))).toEqual({ exit: 2, text: 'error: there is no x\nhelp: write y\n' })
})

test('nothing of a message reaches the terminal as a command to it', () => {
  expect(told(new UsageError('\u001b[2J')).text).not.toContain('\u001b')
  expect(told(new Error('\u001b[2J')).text).not.toContain('\u001b')
})
