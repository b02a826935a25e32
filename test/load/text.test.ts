/** What is wrong in one text: every code, at its exact place, and with a fix that works where there is one. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collectFindings } from '../../engine/diagnostics/findings.ts'
import { parseFile } from '../../engine/load/parse-file.ts'
import { document } from '../source/document.ts'
import { edited } from '../source/sources.ts'
import { loaded } from './loading.ts'

/** A text, what is said about it, and the text after the first fix of the first mistake. */
type Case = readonly [text: string, said: readonly string[], fixed?: string]

const cases: { readonly [about: string]: readonly Case[] } = {
  tabs: [
    ['a:\n\tb: 1\n', ['load/tab 2:1-2:2'], 'a:\n  b: 1\n'],
    ['a:\n  b: 1\n\tc: 2\n', ['load/tab 3:1-3:2'], 'a:\n  b: 1\n  c: 2\n'],
    ['a:\n  b: 1\n  \tc: 2\n', ['load/tab 3:3-3:4'], 'a:\n  b: 1\n  c: 2\n'],
    ['a:\n\t- x\n', ['load/tab 2:1-2:2'], 'a:\n  - x\n'],
    ['a: {\n\tb: 1\n}\n', ['load/tab 2:1-2:2'], 'a: {\n  b: 1\n}\n'],
    ['a:\n-\tb: 1\n', ['load/tab 2:2-2:3'], 'a:\n- b: 1\n'],
    ['a:\n\tb: 1\n\tc: 2\n', ['load/tab 2:1-2:2', 'load/tab 3:1-3:2']],
  ],
  indentation: [
    ['a:\n    b: 1\n  c: 2\n', ['load/bad-indent 3:3-3:4']],
    ['a:\n  b: 1\n   c: 2\n', ['load/bad-indent 3:4-3:5'], 'a:\n  b: 1\n  c: 2\n'],
    ['a: 1\n  b: 2\n', ['load/bad-indent 2:3-2:4'], 'a: 1\nb: 2\n'],
    ['  a: 1\nb: 2\n', ['load/bad-indent 2:1-2:2'], '  a: 1\n  b: 2\n'],
    ['a:\n  - x\n - y\n', ['load/bad-indent 3:2-3:5'], 'a:\n  - x\n  - y\n'],
    ['a:\n  b: 1\n   c:\n     d: 2\n', ['load/bad-indent 3:4-3:5'], 'a:\n  b: 1\n  c:\n    d: 2\n'],
    ['a: |\nfoo\n', ['load/bad-indent 2:1-2:4'], 'a: |\n  foo\n'],
    ['a: |\n     \n  x\n', ['load/bad-indent 3:3-3:4']],
  ],
  lists: [
    ['a: - b\n', ['load/stray-item 1:4-1:7']],
    ['a: 1\n- b\n', ['load/stray-item 2:1-2:4']],
    ['a: [\n  - x\n]\n', ['load/stray-item 2:3-2:6']],
  ],
  colons: [
    ['a:1\nb: 2\n', ['load/missing-colon 1:1-1:4'], 'a: 1\nb: 2\n'],
    ['a: 1\nfoo # why\nb: 2\n', ['load/missing-colon 2:1-2:4']],
    ['a: 1\nfoo', ['load/missing-colon 2:1-2:4']],
    ['a: {b:1, c: 2}\n', ['load/missing-colon 1:5-1:8'], 'a: {b: 1, c: 2}\n'],
    [': b\n', ['load/empty-key 1:1-1:2']],
    [`${'k'.repeat(1100)}: b\n`, ['load/long-key 1:1-1:1101']],
  ],
  quotes: [
    ['a: "x\nb: 1\n', ['load/unclosed-quote 1:4-1:6'], 'a: "x"\nb: 1\n'],
    ['"a # b": "c": d # why\n', ['load/needs-quotes 1:10-1:16']],
    ["a: 'x", ['load/unclosed-quote 1:4-1:6'], "a: 'x'"],
    ['a: "x\nb: "y"\n', ['load/unclosed-quote 1:4-1:6'], 'a: "x"\nb: "y"\n'],
    ['msg: error: failed # why\n', ['load/needs-quotes 1:6-1:19'], 'msg: "error: failed" # why\n'],
    ['a: @foo\n', ['load/needs-quotes 1:4-1:8'], 'a: "@foo"\n'],
    ['a: `foo`\n', ['load/needs-quotes 1:4-1:9'], 'a: "`foo`"\n'],
    ['a: %foo\n', ['load/needs-quotes 1:4-1:8'], 'a: "%foo"\n'],
    ["a: 'it's fine'\n", ['load/needs-quotes 1:4-1:15'], 'a: "it\'s fine"\n'],
    ['a: "x" y\n', ['load/needs-quotes 1:4-1:9'], 'a: "\\"x\\" y"\n'],
    ['a: {{ x }}\n', ['load/needs-quotes 1:4-1:11'], 'a: "{{ x }}"\n'],
    ['a: {{ x }}-b\n', ['load/needs-quotes 1:4-1:13'], 'a: "{{ x }}-b"\n'],
    ['a: [b] c\n', ['load/needs-quotes 1:4-1:9'], 'a: "[b] c"\n'],
    ['a: "\\d"\n', ['load/bad-escape 1:5-1:7'], 'a: "\\\\d"\n'],
    ['a: "C:\\Users"\n', ['load/bad-escape 1:7-1:9'], 'a: "C:\\\\Users"\n'],
  ],
  brackets: [
    ['a: [1, 2\nb: 3\n', ['load/unclosed-bracket 1:4-1:5'], 'a: [1, 2]\nb: 3\n'],
    ['a: { x: 1 # why\nb: 3\n', ['load/unclosed-bracket 1:4-1:5'], 'a: { x: 1 } # why\nb: 3\n'],
    ['a: [1, 2}\nb: 1\n', ['load/unclosed-bracket 1:4-1:5'], 'a: [1, 2]\nb: 1\n'],
    ['a: { b: [1, 2 }\nc: 1\n', ['load/unclosed-bracket 1:9-1:10']],
    ['a:\n  b: [\n1\n]\n', ['load/unclosed-bracket 2:6-2:7']],
    ['a: [1, 2]]\n', ['load/stray-bracket 1:10-1:11'], 'a: [1, 2]\n'],
    ['a: {b: 1}}\nc: 1\nd: 2\n', ['load/stray-bracket 1:10-1:11'], 'a: {b: 1}\nc: 1\nd: 2\n'],
    ['a: [1,,2]\n', ['load/comma 1:7-1:8'], 'a: [1,2]\n'],
    ['a: {b: 1 c: 2}\n', ['load/comma 1:8-1:14'], 'a: {b: 1, c: 2}\n'],
    ['a: ["x" "y"]\n', ['load/comma 1:9-1:10'], 'a: ["x", "y"]\n'],
  ],
  'other signs': [
    ['a: "x"#c\n', ['load/comment-space 1:7-1:8'], 'a: "x" #c\n'],
    ['a: |x\n  foo\n', ['load/block-header 1:5-1:6']],
    ['a: [\n  b\n]c\n', ['load/syntax 3:2-3:3']],
    ['--- a: 1\n', ['load/syntax 1:5-1:9']],
  ],
  'what the language does not have': [
    ['a: &x 1\nb: *x\n', ['load/anchor 1:4-1:6', 'load/alias 2:4-2:6']],
    ['host: *.example.com\n', ['load/alias 1:7-1:20'], 'host: "*.example.com"\n'],
    ['b: &b { c: 1 }\na:\n  <<: *b\n', ['load/anchor 1:4-1:6', 'load/merge-key 3:3-3:5']],
    ['a: !!str 1\nb: !x {}\nc: !<tag:x> y\n', ['load/tag 1:4-1:9', 'load/tag 2:4-2:6', 'load/tag 3:4-3:12']],
    ['? [a]\n: b\n{c: 1}: d\n', ['load/complex-key 1:3-1:6', 'load/complex-key 3:1-3:7']],
    ['%YAML 1.1\n---\na: yes\n', ['load/directive 1:1-1:10']],
    ['%TAG ! tag:x\n---\na: yes\n', ['load/directive 1:1-1:13']],
    ['a: 1\n---\nb: 2\n---\nc: 3\n', ['load/several-documents 2:1-2:4']],
    ['a: 1\n...\nb: 2\n', ['load/several-documents 3:1-3:5']],
  ],
  'keys that stand twice': [
    ['a: 1\nb: 2\na: 3\nb: 4\na: 5\n', ['load/duplicate-key 3:1-3:2', 'load/duplicate-key 4:1-4:2', 'load/duplicate-key 5:1-5:2']],
    ['a: { b: 1, "b": 2 }\n', ['load/duplicate-key 1:12-1:15']],
    ['8080: 1\n"8080": 2\n', ['load/duplicate-key 2:1-2:7']],
    ['__proto__: 1\n__proto__: 2\n', ['load/duplicate-key 2:1-2:10']],
  ],
  numbers: [
    ['a: 9007199254740993\n', ['load/number-too-large 1:4-1:20'], 'a: "9007199254740993"\n'],
    [
      'a: [-9007199254740993, 0x20000000000001, 12345678901234567890.5, 1e999, .inf, .nan]\n',
      [
        'load/number-too-large 1:5-1:22',
        'load/number-too-large 1:24-1:40',
        'load/number-too-large 1:42-1:64',
        'load/number-too-large 1:66-1:71',
        'load/number-too-large 1:73-1:77',
        'load/number-too-large 1:79-1:83',
      ],
    ],
    ['a: [9007199254740991, -9007199254740991, 1e20, 0.12345678901234567]\n9007199254740993: x\n', []],
  ],
  'the whole file': [
    ['', ['load/empty 1:1-1:1']],
    ['# nothing\n\n', ['load/empty 1:1-1:1']],
    ['---\n', ['load/empty 1:1-1:1']],
    ['- a\n- b\n', ['load/not-a-map 1:3-1:4']],
    ['# why\nsome text\n', ['load/not-a-map 2:1-2:10']],
    ['[a, b]\n', ['load/not-a-map 1:1-1:7']],
    ['a = 1\nb = 2\n', ['load/not-a-map 1:1-1:6']],
    ['null\n', ['load/not-a-map 1:1-1:5']],
  ],
  characters: [
    ['a: x\0y\n', ['load/control-character 1:5-1:6']],
    ['a: \u001b[31m\u0007\nb: \u0085\u0080\n', ['load/control-character 1:4-1:5', 'load/control-character 2:5-2:6']],
    ['a: 1\rb: 2\r', ['load/carriage-return 1:5-1:5']],
    ['# x\ry: 1\na: \0\n', ['load/carriage-return 1:4-1:4', 'load/control-character 3:4-3:5']],
  ],
}

describe.each(Object.entries(cases))('%s', (_, all) => {
  test.each(all.map(([text, said, fixed]) => ({ text, said, fixed })))('$text', ({ text, said, fixed }) => {
    const { said: found, diagnostics } = loaded(text)
    expect(found, diagnostics.map((one) => one.message).join('\n')).toEqual(said)
    const suggestion = diagnostics[0]?.suggestions[0]
    if (fixed !== undefined) expect(suggestion && edited(text, suggestion.edits)).toBe(fixed)
  })
})

test('a mistake does not hide another one', () => {
  const text = 'a: &x 1\nb: @c\nd: { e: 1, e: 2 }\nf: "g\\q"\nh: [1\ni: 12345678901234567890\n'
  expect(loaded(text).said).toEqual([
    'load/anchor 1:4-1:6',
    'load/needs-quotes 2:4-2:6',
    'load/duplicate-key 3:12-3:13',
    'load/bad-escape 4:6-4:8',
    'load/unclosed-bracket 5:4-5:5',
    'load/number-too-large 6:4-6:24',
  ])
})

test('related places show the other one', () => {
  const first = (text: string) => loaded(text).diagnostics[0]?.related.map(({ line, column }) => `${line}:${column}`)
  expect(first('a: 1\nb: 2\na: 3\n')).toEqual(['1:1'])
  expect(first('a: [1, 2}\n')).toEqual(['1:9'])
})

test('offsets are right behind CRLF, a byte order mark and characters of two units', () => {
  expect(loaded('\ufeffa: "😀"\r\nb: @c\r\nd: 1\r\nd: 2\r\n').said).toEqual(['load/needs-quotes 2:4-2:6', 'load/duplicate-key 4:1-4:2'])
  expect(loaded('a: ["😀", &x é]\n').said).toEqual(['load/anchor 1:11-1:13'])
})

test('traps of YAML 1.1 are texts, and keys are what is written', () => {
  const text = 'a: [yes, NO, on, 012, 1_000, 22:22, 2001-01-01, 0b1, =, <<, 1.2.3]\n8080: 1\n~: 2\nyes: 3\n1.30: 4\nnull: 5\n'
  const { source, said } = loaded(text)
  expect(said).toEqual([])
  expect(source?.value.a).toEqual(['yes', 'NO', 'on', 12, '1_000', '22:22', '2001-01-01', '0b1', '=', '<<', '1.2.3'])
  expect(Object.keys(source?.value ?? {}).sort()).toEqual(['1.30', '8080', 'a', 'null', 'yes', '~'])
  expect(loaded('a: [0o14, 0x1F, 1.30, -0, +1, .5, ~, NULL, True]\n').source?.value.a).toEqual([12, 31, 1.3, 0, 1, 0.5, null, null, true])
})

test('what YAML can and people rarely write is read too', () => {
  const { source, said } = loaded('%YAML 1.2\n---\n? a\n: b\n  c\n"d e": "f\n\n  g"\nh: [i: j]\nk: |2+\n   l\n\n...\n')
  expect(said).toEqual([])
  expect(source?.value).toEqual({ a: 'b c', 'd e': 'f\ng', h: [{ i: 'j' }], k: ' l\n\n' })
})

test('whatever stands in a file, something is said or it is whole, and fixes never make it worse', () => {
  const bits = fc.constantFrom(
    ...[...' \n:-?#\'"{}[],|>\\&*!%@`~<=.\t\0\rab1'],
    ': ',
    '\n  ',
    '- ',
    '---\n',
    '<<: ',
    'é',
    '\ud800',
    '{{',
    '\\u12',
  )
  const damaged = fc
    .tuple(document, fc.array(fc.tuple(fc.nat(), bits), { minLength: 1, maxLength: 4 }))
    .map(([text, all]) =>
      all.reduce(
        (result, [where, bit]) => result.slice(0, where % (result.length + 1)) + bit + result.slice((where % (result.length + 1)) + 1),
        text,
      ),
    )
  const soup = fc.array(bits, { maxLength: 30 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.oneof(damaged, soup), (text) => {
      const first = diagnosed(text)
      expect(first.isWhole).toBe(first.list.length === 0)
      for (const { place, fixes } of first.list) {
        if ('pointer' in place) throw new Error('a text has no pointers yet')
        expect(place.start).toBeLessThanOrEqual(place.end)
        expect(place.end).toBeLessThanOrEqual(text.length + 1)
        for (const fix of fixes) {
          const edits = fix.changes.flatMap((change) =>
            'replace' in change && 'start' in change.replace
              ? [{ file: 'f', startOffset: change.replace.start, endOffset: change.replace.end, text: change.text }]
              : [],
          )
          expect(edits.length).toBe(fix.changes.length)
          expect(diagnosed(edited(text, edits)).list.length).toBeLessThan(first.list.length)
        }
      }
    }),
    { numRuns: 400 },
  )
})

function diagnosed(text: string) {
  const findings = collectFindings()
  const parsed = parseFile({ path: 'f', text }, findings.report)
  return { isWhole: parsed?.isWhole === true, list: findings.list() }
}
