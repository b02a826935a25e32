import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Change } from '../../engine/diagnostics/diagnostic.ts'
import { find } from '../../engine/source/find.ts'
import { readPlaced } from '../../engine/source/placed.ts'
import { at, atKey, toPointer } from '../../engine/source/pointer.ts'
import type { Json } from '../../engine/source/source.ts'
import { parseYaml } from '../../engine/source/yaml/parse.ts'
import { document } from './document.ts'
import { canonical, edited, locatorOf, type Path, pathsOf, sourceOf, valueAt } from './sources.ts'

const make = (text: string, change: Change) => edited(text, locatorOf(text).edits(change))

describe('replacing', () => {
  test.each([
    ['a: 1 # why\n', '/a', 'a: 9 # why\n'],
    ['a: { b: 1, c: [2] }\n', '/a/c', 'a: { b: 1, c: 9 }\n'],
    ['a: # why\n  # inside\n  b: 1\n  c: 2\nd: 3\n', '/a', 'a: 9 # why\n  # inside\nd: 3\n'],
    ['a:\n- 1\n- 2\nb: 3\n', '/a', 'a: 9\nb: 3\n'],
    ['- a: 1\n  b: 2\n- c\n', '/0', '- 9\n- c\n'],
    ['a: # why\nb: 1\n', '/a', 'a: 9 # why\nb: 1\n'],
    ['a: |\n  text\nb: 1\n', '/a', 'a: 9\nb: 1\n'],
    ['a:\n  -\n  - x\n', '/a/0', 'a:\n  - 9\n  - x\n'],
    ['replicas: 3\n', '/replicas/min', 'replicas: 9\n'],
    ['a: 1\n', '', '9\n'],
  ])('in %j, %s gives %j', (text, pointer, expected) => {
    expect(make(text, { replace: { pointer, on: 'value' }, text: '9' })).toBe(expected)
  })

  test('a key, wherever it stands', () => {
    expect(make('a:\n  "b": { c: 1 }\n', { replace: atKey('a', 'b'), text: 'x' })).toBe('a:\n  x: { c: 1 }\n')
    expect(make('a: { c: 1 }\n', { replace: atKey('a', 'c'), text: 'x' })).toBe('a: { x: 1 }\n')
  })

  test('a name in a list of names, which stands for a key', () => {
    expect(make('a: [b, c]\n', { replace: atKey('a', 'c'), text: 'x' })).toBe('a: [b, x]\n')
  })

  test('a span', () => expect(make('abc: 1', { replace: { file: 'platform.yaml', start: 1, end: 2 }, text: 'x' })).toBe('axc: 1'))

  test.each([at('b'), at('a', 'c'), atKey('b'), atKey('l', 0)])('what is not there, nothing: %j', (replace) => {
    expect(locatorOf('a: { b: 1 }\nl: [1]\n').edits({ replace, text: 'x' })).toEqual([])
  })
})

describe('removing', () => {
  test.each([
    ['a: 1\nb: 2 # of b\nc: 3\n', '/b', 'a: 1\nc: 3\n'],
    ['a: 1\n# above\nb:\n  c: 1 # inside\n\n# below\nd: 3\n', '/b', 'a: 1\n# above\n\n# below\nd: 3\n'],
    ['a:\n  b: 1\n', '/a/b', 'a: {}\n'],
    ['a: # why\n  - 1\n', '/a/0', 'a: [] # why\n'],
    ['a: { b: 1, c: 2, d: 3 }\n', '/a/c', 'a: { b: 1, d: 3 }\n'],
    ['a: { b: 1, c: 2 }\n', '/a/c', 'a: { b: 1 }\n'],
    ['a: { b: 1 }\n', '/a/b', 'a: {}\n'],
    ['a: [1, 2,]\n', '/a/1', 'a: [1,]\n'],
    ['a: [\n  1, # one\n  2\n]\n', '/a/0', 'a: [\n   # one\n  2\n]\n'],
    ['- a: 1\n  b: 2\n- c\n', '/0/a', '- b: 2\n- c\n'],
    ['- a\n- b\n', '/1', '- a\n'],
    ['a: 1\nb: 2', '/b', 'a: 1\n'],
    ['a: 1\r\nb: 2\r\nc: 3\r\n', '/b', 'a: 1\r\nc: 3\r\n'],
    ['a: |+\n  x\n\nb: 1\n\nc: 2\n', '/b', 'a: |+\n  x\n\nc: 2\n'],
    ['a: 1\n', '/a', '{}\n'],
  ])('from %j, %s leaves %j', (text, pointer, expected) => {
    expect(make(text, { remove: { pointer, on: 'key' } })).toBe(expected)
  })

  test.each(['', '/b', '/a/b'])('what is not there, nothing: %j', (pointer) => {
    expect(locatorOf('a: 1\n').edits({ remove: { pointer, on: 'value' } })).toEqual([])
  })

  test('what has an explicit key, or no brackets, is left to a person', () => {
    expect(locatorOf('? a\n: b\nc: d\n').edits({ remove: at('a') })).toEqual([])
    expect(locatorOf('a: [b: c]\n').edits({ remove: at('a', 0, 'b') })).toEqual([])
  })
})

describe('adding', () => {
  test.each([
    ['a: 1\n', '', 'a: 1\nnew: 9\n'],
    ['a: 1', '', 'a: 1\nnew: 9'],
    ['a: 1\r\n', '', 'a: 1\r\nnew: 9\r\n'],
    ['a:\n    b: 1 # why\n\n# below\nc: 2\n', '/a', 'a:\n    b: 1 # why\n    new: 9\n\n# below\nc: 2\n'],
    ['a: { b: 1 }\n', '/a', 'a: { b: 1, new: 9 }\n'],
    ['a: { b: 1, }\n', '/a', 'a: { b: 1, new: 9 }\n'],
    ['a: {}\n', '/a', 'a: { new: 9 }\n'],
    ['a: {\n  b: 1, # why\n  c: 2 # too\n}\n', '/a', 'a: {\n  b: 1, # why\n  c: 2, # too\n  new: 9\n}\n'],
    ['a: {\n  b: 1,\n}\n', '/a', 'a: {\n  b: 1,\n  new: 9,\n}\n'],
    ['a: # nothing\nb: 1\n', '/a', 'a: # nothing\n  new: 9\nb: 1\n'],
    ['a: ~\n', '/a', 'a: { new: 9 }\n'],
    ['a:\n    b:\n', '/a/b', 'a:\n    b:\n        new: 9\n'],
    ['a:\n  b: 1\n', '/a/c', 'a:\n  b: 1\n  c:\n    new: 9\n'],
    ['a:\n  b: 1\n', '/c/d', 'a:\n  b: 1\nc:\n  d:\n    new: 9\n'],
    ['a: { b: 1 }\n', '/a/c', 'a: { b: 1, c: { new: 9 } }\n'],
    ['l:\n  - a: 1\n  - b\n', '/l/0', 'l:\n  - a: 1\n    new: 9\n  - b\n'],
    ['l:\n  -\n', '/l/0', 'l:\n  - { new: 9 }\n'],
  ])('to %j, in %j, gives %j', (text, to, expected) => {
    expect(make(text, { add: { to, key: 'new', value: '9' } })).toBe(expected)
  })

  test('a key that needs quotes, and a value of several lines', () => {
    const value = 'x: 1\ny:\n  - 2\n'
    expect(make('a:\n  b: 1\n', { add: { to: '/a', key: 'on', value } })).toBe('a:\n  b: 1\n  "on":\n    x: 1\n    y:\n      - 2\n')
  })

  test('a name to a list of names', () => {
    expect(make('a: [b, c]\n', { add: { to: '/a', key: 'd', value: '{}' } })).toBe('a: [b, c, d]\n')
    expect(make('a:\n  - b # why\nc: 1\n', { add: { to: '/a', key: 'd', value: '{}' } })).toBe('a:\n  - b # why\n  - d\nc: 1\n')
  })

  test.each([
    ['a: 1\n', '/a'],
    ['a: [1]\n', '/a'],
    ['a: [b: c]\n', '/a/0'],
    ['a: |+\n  x\n\n', ''],
    ['? a\n: 1\n', ''],
  ])('to %j, in %j, is nothing that can be done', (text, to) => {
    expect(locatorOf(text).edits({ add: { to, key: 'new', value: '9' } })).toEqual([])
  })
})

const comments = (text: string) => new Set(text.match(/# c\d+/g))

/** A change of a place that is drawn, and what the document means afterwards. */
function drawn(value: Json, choice: number): { readonly change: Change; readonly expected: unknown; readonly path: Path } | undefined {
  const paths = pathsOf(value)
  const path = paths[choice % paths.length] ?? []
  const expected = canonical(value)
  const inside = path.slice(0, -1).reduce<unknown>((holder, key) => childOf(holder, key), expected)
  const key = path.at(-1)
  const target = valueAt(value, path)
  const place = { pointer: toPointer(path), on: 'value' } as const
  switch (choice % 4) {
    case 0:
      if (key === undefined) return undefined
      setChild(inside, key, new Map([['z', [1]]]))
      return { change: { replace: place, text: '{ z: [1] }' }, expected, path }
    case 1:
      if (key === undefined) return undefined
      if (Array.isArray(inside)) inside.splice(Number(key), 1)
      else (inside as Map<string, unknown>).delete(String(key))
      return { change: { remove: place }, expected, path }
    case 2: {
      if (typeof key !== 'string') return undefined
      const child = childOf(inside, key)
      ;(inside as Map<string, unknown>).delete(key)
      setChild(inside, 'renamed', child)
      return { change: { replace: { ...place, on: 'key' }, text: 'renamed' }, expected, path }
    }
    default: {
      if (target !== null && (typeof target !== 'object' || Array.isArray(target))) return undefined
      const map = target === null ? new Map<string, unknown>() : key === undefined ? expected : childOf(inside, key)
      if (target === null && key !== undefined) setChild(inside, key, map)
      setChild(map, 'new', new Map([['deep', 7]]))
      return { change: { add: { to: `${place.pointer}/new`, key: 'deep', value: '7' } }, expected, path }
    }
  }
}

function childOf(holder: unknown, key: string | number): unknown {
  return Array.isArray(holder) ? holder[Number(key)] : (holder as Map<string, unknown>).get(String(key))
}

function setChild(holder: unknown, key: string | number, child: unknown): void {
  if (Array.isArray(holder)) holder[Number(key)] = child
  else (holder as Map<string, unknown>).set(String(key), child)
}

test('a change does what it says, and leaves the comments around it', () => {
  let made = 0
  fc.assert(
    fc.property(document, fc.nat(), (text, choice) => {
      const { value } = sourceOf(text)
      const wanted = drawn(value, choice)
      if (wanted === undefined) return
      const edits = locatorOf(text).edits(wanted.change)
      if (edits.length === 0) return
      made++
      const after = edited(text, edits)
      const parsed = parseYaml(after)
      expect(parsed.problems, after).toEqual([])
      expect(canonical(parsed.value as Json), after).toEqual(wanted.expected)
      const { start, end } = linesOf(text, wanted)
      const own = comments(text.slice(start, end))
      expect([...comments(text)].filter((comment) => !comments(after).has(comment) && !own.has(comment))).toEqual([])
    }),
    { numRuns: 600 },
  )
  expect(made).toBeGreaterThan(200)
})

/** What a change may take with it: nothing when it adds, the lines of the entry otherwise. */
function linesOf(text: string, { change, path }: { readonly change: Change; readonly path: Path }): { start: number; end: number } {
  if ('add' in change || ('replace' in change && 'pointer' in change.replace && change.replace.on === 'key')) return { start: 0, end: 0 }
  const { entry } = find(readPlaced(text), path.map(String))
  const feed = text.indexOf('\n', entry?.end ?? text.length)
  return { start: text.lastIndexOf('\n', entry?.keyStart ?? 0) + 1, end: feed === -1 ? text.length : feed }
}
