import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { load, YAML11_SCHEMA } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { writeYaml } from '../../engine/emit/yaml.ts'
import { nastyValue, TRAPS } from './nasty.ts'

/** Everybody who reads YAML in this process, by the version they speak. */
const READERS: readonly (readonly [string, (text: string) => unknown])[] = [
  ['yaml, 1.2', (text) => parse(text)],
  ['yaml, 1.1', (text) => parse(text, { version: '1.1' })],
  ['js-yaml, 1.2', (text) => load(text)],
  ['js-yaml, 1.1', (text) => load(text, { schema: YAML11_SCHEMA })],
]

/** Each trap at every kind of place: root, key, value, item, and inside a mapping that starts on the line of its dash. */
const PLACES: readonly unknown[] = TRAPS.flatMap((trap) => [
  trap,
  { [trap]: trap },
  [trap, [trap]],
  [{ [trap]: { a: trap, [trap]: [trap] } }],
])

describe('is read as what was written', () => {
  for (const [name, read] of READERS) {
    test(`${name}: the traps`, () => {
      for (const value of PLACES) expect(JSON.stringify(read(writeYaml([value])))).toBe(JSON.stringify(value))
    })
    test(`${name}: any data`, () => {
      const sameAsRead = (value: unknown): boolean => JSON.stringify(read(writeYaml([value]))) === JSON.stringify(value)
      fc.assert(fc.property(nastyValue(), sameAsRead), { numRuns: 400 })
    })
  }

  test('PyYAML: the traps and any data', (context) => {
    if (!hasPyYaml()) {
      console.warn('SKIPPED: python3 with PyYAML is not here, so nobody judged the YAML as 1.1 outside of JavaScript')
      context.skip()
    }
    const values = [...PLACES, ...fc.sample(nastyValue(), { numRuns: 400, seed: 11 })]
    const wrong = execFileSync('python3', ['-c', PYTHON], {
      input: JSON.stringify(values.map((value) => ({ yaml: writeYaml([value]), json: JSON.stringify(value) }))),
      encoding: 'utf8',
    })
    expect(wrong).toBe('[]\n')
  })

  test('several documents', () => {
    const text = writeYaml([{ a: 1 }, [], 'x', { b: 'c\n\n' }, null, 2])
    expect(text).toBe('a: 1\n---\n[]\n---\nx\n---\nb: |+\n  c\n\n---\nnull\n---\n2\n')
    expect(parseAllDocuments(text).map((document) => (document as { toJS: () => unknown }).toJS())).toEqual([
      { a: 1 },
      [],
      'x',
      { b: 'c\n\n' },
      null,
      2,
    ])
    expect(writeYaml([])).toBe('')
  })

  test('numbers keep their value, sign and kind', () => {
    const numbers = [
      0,
      -0,
      1,
      -1,
      0.1,
      1e21,
      -1e21,
      1.5e300,
      5e-324,
      1e-7,
      2 ** 53,
      2 ** 60,
      -(2 ** 63),
      Number.MAX_SAFE_INTEGER,
      Number.MAX_VALUE,
    ]
    for (const [, read] of READERS) for (const number of numbers) expect(read(writeYaml([number]))).toBe(number)
    expect(writeYaml([2 ** 60])).toBe('1152921504606846976\n')
    expect(writeYaml([1e21])).toBe('1.0e+21\n')
  })
})

describe('how it looks', () => {
  test('mappings, sequences under their key, empty ones, texts of several lines', () => {
    const value = {
      apiVersion: 'v1',
      empty: { map: {}, list: [], text: '', nothing: null },
      items: [{ name: 'a', args: ['-c', '--port=80'] }, [1, [2]], 'x'],
      plain: [
        '100m',
        '1Gi',
        '10.0.0.1',
        '1.27.3',
        '10.0.0.0/8',
        '1h30m',
        '70%',
        'a:b',
        'a#b',
        '$(A)',
        '.dockerignore',
        '-v',
        'größe',
        'e.g.',
      ],
      quoted: ['8080', '1.27', '2024-01-01', 'on', '22:22', '1e3', '0x1F', "it's: so", 'a: "b"', `'"`, 'tab\there', '\u0007'],
      script: '#!/bin/sh\n\nset -e\n',
      indented: '  a\nb',
      end: 'a\n\n',
    }
    expect(writeYaml([value])).toBe(`apiVersion: v1
empty:
  map: {}
  list: []
  text: ''
  nothing: null
items:
  - name: a
    args:
      - -c
      - --port=80
  - - 1
    - - 2
  - x
plain:
  - 100m
  - 1Gi
  - 10.0.0.1
  - 1.27.3
  - 10.0.0.0/8
  - 1h30m
  - 70%
  - a:b
  - a#b
  - $(A)
  - .dockerignore
  - -v
  - größe
  - e.g.
quoted:
  - '8080'
  - '1.27'
  - '2024-01-01'
  - 'on'
  - '22:22'
  - '1e3'
  - '0x1F'
  - "it's: so"
  - 'a: "b"'
  - '''"'
  - "tab\\there"
  - "\\u0007"
script: |
  #!/bin/sh

  set -e
indented: |2-
    a
  b
end: |+
  a

`)
  })

  test('a key that is too long for a line of its own kind is explicit', () => {
    const long = 'k'.repeat(1100)
    expect(writeYaml([[{ [long]: { a: 1 }, b: [] }]])).toBe(`- ? ${long}\n  :\n    a: 1\n  b: []\n`)
  })

  test('what is contained twice is written twice', () => {
    const labels = { app: 'a' }
    expect(writeYaml([{ a: labels, b: labels }])).toBe('a:\n  app: a\nb:\n  app: a\n')
  })

  test('never a tab, a carriage return, a space at the end of a line, or two final line breaks that no text asks for', () => {
    const isTidy = (value: unknown): boolean => {
      const text = writeYaml([{ value }])
      return !/[ \t]$|\r|^\t/m.test(text) && text.endsWith('\n') && (!text.endsWith('\n\n') || text.includes('+\n'))
    }
    fc.assert(fc.property(nastyValue(), isTidy), { numRuns: 400 })
  })
})

describe('refuses what is not data, naming it', () => {
  const cycle: Record<string, unknown> = { a: [1] }
  cycle.b = { 'c/d': cycle }
  let deep: unknown = 1
  for (let level = 0; level < 2000; level++) deep = [deep]
  const cases: readonly (readonly [string, unknown, string])[] = [
    ['undefined', { a: [{ b: undefined }] }, '/0/a/0/b: undefined is not data'],
    ['a hole', { a: new Array(1) }, '/0/a/0: undefined is not data'],
    ['a function', { f: () => 1 }, '/0/f: function is not data'],
    ['a symbol', [Symbol('s')], '/0/0: symbol is not data'],
    ['a bigint', [1n], '/0/0: bigint is not data'],
    ['NaN', { n: Number.NaN }, '/0/n: NaN is not a finite number'],
    ['infinity', { n: Number.NEGATIVE_INFINITY }, '/0/n: -Infinity is not a finite number'],
    ['a date', { d: new Date(0) }, '/0/d: an instance of Date is not data'],
    ['a map', { d: new Map() }, '/0/d: an instance of Map is not data'],
    ['a cycle', cycle, '/0/b/c~1d: it contains itself'],
    ['depth', deep, 'levels deep'],
    ['half a letter', { a: 'x\ud800' }, '/0/a: half of a surrogate pair is not text'],
    ['half a letter in a text of lines', { a: 'x\n\udc00\n' }, '/0/a: half'],
    ['half a letter in a key', { '\ud800': 1 }, 'half of a surrogate pair'],
  ]
  for (const [name, value, message] of cases)
    test(name, () => {
      expect(() => writeYaml([value])).toThrow(message)
    })
})

function hasPyYaml(): boolean {
  try {
    execFileSync('python3', ['-c', 'import yaml'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Reads cases from standard input and prints those that PyYAML reads otherwise. Whole numbers and floats of one value are the same, as in JSON. */
const PYTHON = `
import json, sys, yaml
def same(value):
    if type(value) is int: return float(value)
    if type(value) is list: return [same(item) for item in value]
    if type(value) is dict: return {key if type(key) is str else repr(key): same(item) for key, item in value.items()}
    return value
wrong = []
for case in json.load(sys.stdin):
    want = json.loads(case['json'], parse_int=float)
    try: got = repr(same(yaml.safe_load(case['yaml'])))
    except yaml.YAMLError as error: got = str(error)
    if got != repr(want): wrong.append([case['yaml'], got, repr(want)])
print(json.dumps(wrong[:5]))
`
