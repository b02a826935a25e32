import { spawnSync } from 'node:child_process'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { takeLock } from '../../engine/write/lock.ts'
import { openWriter } from '../../engine/write/writer.ts'
import { list, put, read, sandbox, write } from './sandbox.ts'

const OWNER = { pointer: '/outputs', on: 'key' } as const
/** Of a process that is no more. */
const DEAD = spawnSync(process.execPath, ['-e', '']).pid

describe('two runs into one folder', () => {
  test('the second is told who is first, and the first does not notice', () => {
    const root = sandbox()
    const first = openWriter(root, { mode: 'write', report: () => {}, owner: OWNER })
    first.add({ path: 'a', content: '1', executable: false })
    expect(write(root, { a: '2' })).toMatchObject({ codes: ['write/locked'], result: { written: false } })
    expect(write(root, { a: '2' }, { mode: 'plan' }).codes).toEqual([])
    expect(first.commit().written).toBe(true)
    expect(read(root)).toEqual({ a: '1' })
    expect(write(root, { a: '2' }).codes).toEqual([])
  })

  test('a run whose lock was taken away writes nothing', () => {
    const root = sandbox()
    const codes: string[] = []
    const writer = openWriter(root, { mode: 'write', report: ({ code }) => codes.push(code), owner: OWNER })
    writer.add({ path: 'a', content: '1', executable: false })
    put(root, { '.platgen/lock': 'somebody else', '.platgen/staging/b': '2' })
    expect(writer.commit().written).toBe(false)
    expect(codes).toEqual(['write/locked'])
    expect(read(root)).toEqual({})
    expect(list(join(root, '.platgen'))).toEqual(['lock', 'staging', 'staging/a', 'staging/b'])
  })
})

describe('a lock', () => {
  const stale: readonly (readonly [string, string])[] = [
    ['of a dead process', JSON.stringify({ pid: DEAD, host: hostname(), born: '' })],
    ['of a dead process whose number is used again', JSON.stringify({ pid: process.pid, host: hostname(), born: 'before' })],
    ['that nobody came to write', ''],
  ]
  for (const [name, text] of stale)
    test(`${name} is taken over`, () => {
      const folder = sandbox()
      const file = join(folder, 'lock')
      put(folder, { lock: text })
      const lock = takeLock(file)
      if ('holder' in lock) throw new Error(lock.holder)
      expect(lock.isHeld()).toBe(true)
      expect(list(folder)).toEqual(['lock'])
      expect(takeLock(file)).toEqual({ holder: `process ${process.pid}` })
      lock.release()
      expect(list(folder)).toEqual([])
    })

  const held: readonly (readonly [string, string, string])[] = [
    ['of another host', JSON.stringify({ pid: DEAD, host: 'elsewhere', born: '' }), `process ${DEAD} on elsewhere`],
    ['of nobody', 'x', 'somebody unknown'],
    ['that is no owner', '{"pid":-1,"host":"x","born":""}', 'somebody unknown'],
    ['that is null', 'null', 'somebody unknown'],
    ['that is huge', 'x'.repeat(10_000), 'somebody unknown'],
  ]
  for (const [name, text, holder] of held)
    test(`${name} is left to the user`, () => {
      const folder = sandbox()
      put(folder, { lock: text })
      expect(takeLock(join(folder, 'lock'))).toEqual({ holder })
      expect(read(folder)).toEqual({ lock: text })
    })
})
