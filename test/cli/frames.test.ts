/** What a person sees, letter by letter, of a handful of diagnostics. */
import { describe, expect, test } from 'vitest'
import { printGithub } from '../../engine/cli/format/github.ts'
import { printText } from '../../engine/cli/format/text.ts'
import { colored, plain } from '../../engine/cli/paint.ts'
import type { Diagnostic } from '../../engine/diagnostics/diagnostic.ts'

const text = `services:
  orders:
    calls: [catalogue, payments]
    env: { TOKEN: abc, GREETING: "日本語" }
  catalog:
    ports: { http: 8080 }
`
const other = 'services:\n  payments:\n    ports: { grpc: 7000 }\n'

const textOf = (file: string) =>
  new Map([
    ['platform.yaml', text],
    ['services/payments.yaml', other],
  ]).get(file)

function diagnostic(more: Partial<Diagnostic>): Diagnostic {
  return {
    code: 'check/example',
    severity: 'error',
    message: '`orders` calls `catalogue`, which is not a service; did you mean `catalog`?',
    file: 'platform.yaml',
    line: 3,
    column: 13,
    endLine: 3,
    endColumn: 22,
    environments: [],
    related: [],
    suggestions: [],
    ...more,
  }
}

function edit(from: string, to: string, file = 'platform.yaml') {
  const startOffset = (textOf(file) ?? '').indexOf(from)
  return { file, startOffset, endOffset: startOffset + from.length, text: to }
}

const frame = (more: Partial<Diagnostic>, columns?: number) => printText([diagnostic(more)], { textOf, paint: plain, columns })
/** Without the two lines at the end. */
const block = (more: Partial<Diagnostic>, columns?: number) => frame(more, columns).split('\n').slice(0, -4).join('\n')

describe('a mistake', () => {
  test('with everything that can be said of it', () => {
    expect(
      frame({
        environments: ['dev', 'prod'],
        note: 'A call is declared by the name of the service.',
        related: [
          { message: '`payments` is declared here', file: 'services/payments.yaml', line: 2, column: 3, endLine: 2, endColumn: 11 },
        ],
        suggestions: [{ message: 'write `catalog`', edits: [edit('catalogue', 'catalog')] }],
      }),
    ).toBe(`error[check/example]: \`orders\` calls \`catalogue\`, which is not a service; did you mean \`catalog\`?
 --> platform.yaml:3:13
  |
3 |     calls: [catalogue, payments]
  |             ^^^^^^^^^
  |
  = in: dev, prod
  = note: A call is declared by the name of the service.
note: \`payments\` is declared here
 --> services/payments.yaml:2:3
  |
2 |   payments:
  |   --------
help: write \`catalog\`
  |
3 -     calls: [catalogue, payments]
3 +     calls: [catalog, payments]

1 error
\`platgen explain check/example\` says more
`)
  })

  test('whose suggestion adds lines shows the line above them', () => {
    const after = text.length
    expect(
      block({
        suggestions: [
          { message: 'declare it', edits: [{ file: 'platform.yaml', startOffset: after, endOffset: after, text: '  catalogue: {}\n' }] },
        ],
      }),
    ).toContain('help: declare it\n  |\n6       ports: { http: 8080 }\n7 +   catalogue: {}')
  })

  test('whose suggestion changes another file names it', () => {
    expect(block({ suggestions: [{ message: 'rename it', edits: [edit('payments', 'pay', 'services/payments.yaml')] }] })).toContain(
      'help: rename it\n --> services/payments.yaml\n  |\n2 -   payments:\n2 +   pay:',
    )
  })

  test('that nothing is written for has one mark', () => {
    expect(block({ line: 2, column: 10, endLine: 2, endColumn: 10 })).toContain('2 |   orders:\n  |          ^')
  })

  test('behind wide letters is marked where they stand', () => {
    expect(block({ line: 4, column: 40, endLine: 4, endColumn: 41 })).toContain(
      `4 |     env: { TOKEN: abc, GREETING: "日本語" }\n  |${' '.repeat(43)}^`,
    )
  })

  test('in a narrow terminal is cut around the mark', () => {
    const lines = block({ column: 24, endColumn: 32 }, 40).split('\n')
    expect(lines.find((line) => line.startsWith('3 |'))).toContain('payments')
    for (const line of lines.slice(2)) expect(line.length).toBeLessThanOrEqual(40)
  })

  test('in a file that could not be read has its place alone', () => {
    expect(block({ file: 'gone.yaml', line: 1, column: 1, endLine: 1, endColumn: 1 })).toMatch(
      /^error\[check\/example\]: .*\n --> gone\.yaml:1:1$/,
    )
  })
})

test('what looks like a secret is in no excerpt, of a neighbour neither', () => {
  const secret = diagnostic({
    line: 4,
    column: 19,
    endColumn: 22,
    endLine: 4,
    concealed: true,
    suggestions: [{ message: 'x', edits: [edit('TOKEN: abc, ', '')] }],
  })
  const neighbour = diagnostic({
    line: 4,
    column: 24,
    endColumn: 32,
    endLine: 4,
    suggestions: [{ message: 'y', edits: [edit('GREETING', 'HELLO')] }],
  })
  const shown = printText([secret, neighbour], { textOf, paint: plain, columns: undefined })
  expect(shown).not.toContain('abc')
  expect(shown).toContain('TOKEN: ***')
})

test('nothing of the user reaches the terminal as a command to it', () => {
  const evil = 'a: "\u001b]0;title\u0007\u202ex\u009b31m"\r\n'
  const shown = printText(
    [
      diagnostic({
        message: '`\u001b[2J` is bad',
        line: 1,
        column: 4,
        endLine: 1,
        endColumn: 9,
        suggestions: [{ message: '\u001b[31m', edits: [{ file: 'platform.yaml', startOffset: 0, endOffset: 1, text: '\u001b[5m' }] }],
      }),
    ],
    {
      textOf: () => evil,
      paint: plain,
      columns: 80,
    },
  )
  expect(shown).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/)
})

test('colours change nothing but colours', () => {
  const more = diagnostic({
    environments: ['dev'],
    note: 'so',
    suggestions: [{ message: 'write `catalog`', edits: [edit('catalogue', 'catalog')] }],
  })
  const printing = { textOf, columns: 80 }
  const withColors = printText([more], { ...printing, paint: colored })
  expect(withColors).toContain('\u001b[1;31merror[check/example]\u001b[0m')
  expect(withColors.replace(/\u001b\[[\d;]*m/g, '')).toBe(printText([more], { ...printing, paint: plain }))
})

test('the end counts errors and warnings, and names codes while they are few', () => {
  const many = ['a/a', 'b/b', 'c/c', 'd/d'].map((code) => diagnostic({ code, severity: code === 'a/a' ? 'error' : 'warning' }))
  expect(printText(many.slice(0, 3), { textOf, paint: plain, columns: 80 })).toMatch(
    /\n\n1 error, 2 warnings\n`platgen explain a\/a`, `platgen explain b\/b`, `platgen explain c\/c` say more\n$/,
  )
  expect(printText(many, { textOf, paint: plain, columns: 80 })).toMatch(
    /\n\n1 error, 3 warnings\n`platgen explain CODE` says more about a code\n$/,
  )
})

test('a workflow command escapes what would end it', () => {
  const [first] = printGithub([diagnostic({ file: 'a,b:c%.yaml', message: '100%\r\nreally', note: 'so' })]).split('\n')
  expect(first).toBe(
    '::error file=a%2Cb%3Ac%25.yaml,line=3,endLine=3,col=13,endColumn=22,title=check/example::100%25\\u000d\\u000areally%0Anote: so',
  )
})

test('a workflow command about several lines has no columns', () => {
  expect(printGithub([diagnostic({ endLine: 5 })])).toMatch(/^::error file=platform\.yaml,line=3,endLine=5,title=check\/example::/)
})
