import * as fs from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { list, put, read, sandbox, type Tree, write } from './sandbox.ts'

/** The death of the process: from the given change of the disk on, none happens any more. A file that was being written is left half, a lock empty. */
const death = vi.hoisted(() => ({ in: Number.POSITIVE_INFINITY }))

vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>()
  const mortal =
    <Arguments extends unknown[], Result>(work: (...args: Arguments) => Result, last: (...args: Arguments) => unknown = () => {}) =>
    (...args: Arguments): Result => {
      death.in--
      if (death.in === 0) last(...args)
      if (death.in <= 0) throw new Error('the process died')
      return work(...args)
    }
  return {
    ...real,
    renameSync: mortal(real.renameSync),
    unlinkSync: mortal(real.unlinkSync),
    rmdirSync: mortal(real.rmdirSync),
    rmSync: mortal(real.rmSync),
    mkdirSync: mortal(real.mkdirSync),
    writeFileSync: mortal(real.writeFileSync, (file: fs.PathOrFileDescriptor, text: unknown, options: unknown) =>
      real.writeFileSync(
        file,
        String(file).endsWith('lock') ? '' : String(text).slice(0, String(text).length / 2),
        options as fs.WriteFileOptions,
      ),
    ),
  }
})

vi.setConfig({ testTimeout: 30_000 })

const FIRST: Tree = {
  same: '0',
  changed: '1',
  'removed/a': '1',
  'removed/b/c': '1',
  'mixed/removed': '1',
  'mixed/changed': '1',
  file: '1',
  'folder/a': '1',
}
const SECOND: Tree = {
  same: '0',
  changed: '22',
  'new/a': '2',
  'new/b/c': '2',
  'mixed/changed': '22',
  'mixed/new': '2',
  'file/a': '2',
  folder: '2',
}
const THIRD: Tree = {
  same: '3',
  changed: '333',
  'new/a': '333',
  'removed/b/c': '333',
  'mixed/changed': '333',
  file: '333',
  'folder/a': '333',
}

/** Interrupts the second run at its nth change of the disk. Whether it got that far. */
function interrupt(root: string, moment: number): boolean {
  write(root, FIRST)
  death.in = moment
  try {
    write(root, SECOND)
    return false
  } catch {
    return true
  } finally {
    death.in = Number.POSITIVE_INFINITY
    const lock = join(root, '.platgen/lock')
    if (fs.existsSync(lock) && fs.statSync(lock).size > 0)
      put(root, { '.platgen/lock': JSON.stringify({ pid: process.pid, host: hostname(), born: 'before' }) })
  }
}

/** What is on disk after a first run, folders and platgen's own files too. */
function fresh(tree: Tree): readonly string[] {
  const root = sandbox()
  write(root, tree)
  return list(root)
}

for (const [name, next] of [
  ['the same', SECOND],
  ['the one before', FIRST],
  ['another', THIRD],
] as const)
  test(`whenever a run dies, the next one (${name}) goes on without a word`, () => {
    const tidy = fresh(next)
    let moment = 1
    for (let died = true; died; moment++) {
      const root = sandbox()
      died = interrupt(root, moment)
      const { codes, result } = write(root, next)
      expect(codes, `change ${moment}`).toEqual([])
      expect(result.written).toBe(true)
      expect(read(root), `change ${moment}`).toEqual(next)
      expect(list(root), `change ${moment}`).toEqual(tidy)
      expect(write(root, next).result).toMatchObject({ created: [], changed: [], removed: [] })
    }
    expect(moment).toBeGreaterThan(30)
  })

test('an edit after the death of a run is still an edit', () => {
  for (let moment = 1, died = true; died; moment++) {
    const root = sandbox()
    died = interrupt(root, moment)
    put(root, { changed: 'mine' })
    expect(write(root, THIRD).codes, `change ${moment}`).toEqual(['write/edited-by-hand'])
    expect(read(root).changed).toBe('mine')
  }
})
