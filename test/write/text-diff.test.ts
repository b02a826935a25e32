import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lineChanges } from '../../engine/write/line-changes.ts'
import { textDiff } from '../../engine/write/text-diff.ts'
import { put, read, sandbox } from './sandbox.ts'

/** Few different lines, so that they come again and again. */
const lines = (): fc.Arbitrary<string[]> => fc.array(fc.constantFrom('', 'a', 'b', 'c', ' d', '-e'), { maxLength: 25 })

describe('the changes of lines', () => {
  test('make the one text from the other, touch each line once, and never touch each other', () => {
    const holds = (a: readonly string[], b: readonly string[]): void => {
      let made: string[] = []
      let [atA, atB] = [0, 0]
      for (const { fromA, toA, fromB, toB } of lineChanges(a, b)) {
        expect(fromA - atA).toBe(fromB - atB)
        if (atA > 0) expect(fromA).toBeGreaterThan(atA)
        expect(toA - fromA + toB - fromB).toBeGreaterThan(0)
        made = [...made, ...a.slice(atA, fromA), ...b.slice(fromB, toB)]
        atA = toA
        atB = toB
      }
      expect([...made, ...a.slice(atA)]).toEqual(b)
    }
    fc.assert(fc.property(lines(), lines(), holds), { numRuns: 500 })
  })

  test('are as few as can be', () => {
    const edits = (a: readonly string[], b: readonly string[]): number =>
      lineChanges(a, b).reduce((sum, { fromA, toA, fromB, toB }) => sum + toA - fromA + toB - fromB, 0)
    fc.assert(fc.property(lines(), lines(), (a, b) => edits(a, b) === a.length + b.length - 2 * common(a, b)))
  })

  test('cost little where texts are large and alike, and where they are large and strange to one another', () => {
    const large = Array.from({ length: 200_000 }, (_, index) => `line ${index}`)
    const changed = large.with(100_000, 'another')
    expect(lineChanges(large, changed)).toEqual([{ fromA: 100_000, toA: 100_001, fromB: 100_000, toB: 100_001 }])
    const strange = large.slice(0, 20_000).map((line) => `${line}!`)
    expect(lineChanges(large, ['line 0', ...strange])).toEqual([{ fromA: 1, toA: 200_000, fromB: 1, toB: 20_001 }])
  })
})

describe('the unified format', () => {
  const ten = Array.from({ length: 20 }, (_, index) => `${index + 1}\n`)

  test('shows three lines around, and joins what is near', () => {
    const after = ten.with(1, 'two\n').toSpliced(8, 1).toSpliced(18, 0, 'new\n')
    expect(textDiff('x/y.yaml', ten.join(''), after.join(''))).toBe(
      '--- a/x/y.yaml\n+++ b/x/y.yaml\n' +
        '@@ -1,12 +1,11 @@\n 1\n-2\n+two\n 3\n 4\n 5\n 6\n 7\n 8\n-9\n 10\n 11\n 12\n' +
        '@@ -17,4 +16,5 @@\n 17\n 18\n 19\n+new\n 20\n',
    )
  })

  test('a new file, a removed file, an empty one, the same', () => {
    expect(textDiff('a', undefined, '1\n2\n')).toBe('--- /dev/null\n+++ b/a\n@@ -0,0 +1,2 @@\n+1\n+2\n')
    expect(textDiff('a', '1\n', undefined)).toBe('--- a/a\n+++ /dev/null\n@@ -1 +0,0 @@\n-1\n')
    expect(textDiff('a', undefined, '')).toBe('--- /dev/null\n+++ b/a\n')
    expect(textDiff('a', '1', '1')).toBe('')
  })

  test('a last line without its break', () => {
    expect(textDiff('a', '1\n2', '1\n2\n')).toBe('--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n 1\n-2\n\\ No newline at end of file\n+2\n')
  })

  test('is what `git apply` reads', () => {
    const text = (): fc.Arbitrary<string> => fc.tuple(lines(), fc.boolean()).map(([all, ended]) => all.join('\n') + (ended ? '\n' : ''))
    const folder = sandbox()
    const applies = (before: string, after: string): void => {
      if (before === after || before === '' || after === '') return
      put(folder, { file: before })
      execFileSync('git', ['apply', '--unidiff-zero', '-'], {
        cwd: folder,
        input: textDiff('file', before, after),
        stdio: ['pipe', 'pipe', 'pipe'],
      })
      expect(read(join(folder)).file).toBe(after)
    }
    fc.assert(fc.property(text(), text(), applies), { numRuns: 25 })
  })
})

/** The length of the longest common subsequence, the plain way. */
function common(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0)
  for (const line of a) {
    const next = [0]
    for (let index = 1; index <= b.length; index++)
      next.push(b[index - 1] === line ? (row[index - 1] ?? 0) + 1 : Math.max(row[index] ?? 0, next[index - 1] ?? 0))
    row = next
  }
  return row[b.length] ?? 0
}
