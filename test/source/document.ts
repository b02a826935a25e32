import fc from 'fast-check'

/** Something to write as YAML, in the style that was drawn for it. `c` draws a comment on the line, `above` one on the line above. */
type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'block'; readonly header: string; readonly lines: readonly string[] }
  | {
      readonly kind: 'flow'
      readonly isMap: boolean
      readonly trailing: boolean
      readonly perLine: boolean
      readonly entries: readonly Entry[]
    }
  | { readonly kind: 'map' | 'list'; readonly flush: boolean; readonly compact: boolean; readonly entries: readonly Entry[] }

interface Entry {
  readonly key: string
  readonly value: Node
  readonly above: boolean
  readonly behind: boolean
}

const KEYS = ['a', 'b', 'name', '8080', 'x-y', '"q: k"', "'it''s'", '__proto__', 'constructor', 'é', '~', 'yes'] as const
const SCALARS = [
  '',
  '1',
  '-1.5',
  'true',
  'foo',
  '"x: y"',
  "'a'",
  'null',
  '~',
  '100m',
  'http://x:80',
  '"\\u00e9 # no"',
  '0x1F',
  '😀',
] as const

const text = (...texts: readonly string[]) => fc.record({ kind: fc.constant('text' as const), text: fc.constantFrom(...texts) })
const block = fc.record({
  kind: fc.constant('block' as const),
  header: fc.constantFrom('|', '|-', '|+', '>', '>-'),
  lines: fc
    .array(fc.constantFrom('text', 'more: text', '', '# no comment'), { minLength: 0, maxLength: 3 })
    .map((lines) => ['first', ...lines]),
})

function entries(value: fc.Arbitrary<Node>, minLength: number): fc.Arbitrary<Entry[]> {
  const entry = fc.record({ key: fc.constantFrom(...KEYS), value, above: fc.boolean(), behind: fc.boolean() })
  return fc.uniqueArray(entry, { minLength, maxLength: 4, selector: ({ key }) => key })
}

const { root } = fc.letrec<{ root: Node; inner: Node; flow: Node }>((tie) => {
  const flow = fc.record({
    kind: fc.constant('flow' as const),
    isMap: fc.boolean(),
    trailing: fc.boolean(),
    perLine: fc.boolean(),
    // Nothing is written for no value in a list in brackets.
    entries: entries(fc.oneof({ maxDepth: 2 }, text(...SCALARS.slice(1)), tie('flow')), 0),
  })
  const collection = (kind: fc.Arbitrary<'map' | 'list'>) =>
    fc.record({ kind, flush: fc.boolean(), compact: fc.boolean(), entries: entries(tie('inner'), 1) })
  return {
    flow,
    inner: fc.oneof({ maxDepth: 4 }, text(...SCALARS), block, flow, collection(fc.constantFrom('map', 'list'))),
    root: collection(fc.constant('map')),
  }
})

interface Writer {
  readonly step: string
  /** The next comment. Each has a number, to be missed when it is lost. */
  readonly comment: () => string
}

/** What stands behind a key's colon or a dash; ends with a line break. */
function behind(node: Node, indent: string, writer: Writer, comment: string): string {
  switch (node.kind) {
    case 'text':
      return `${node.text === '' ? '' : ` ${node.text}`}${comment}\n`
    case 'block':
      return ` ${node.header}${comment}\n${node.lines.map((line) => (line === '' ? '\n' : `${indent}${writer.step}${line}\n`)).join('')}`
    case 'flow':
      return ` ${flowText(node, indent, writer)}${comment}\n`
    case 'map':
    case 'list': {
      const deeper = node.kind === 'list' && node.flush ? indent : indent + writer.step
      return `${comment}\n${blockText(node, deeper, writer)}`
    }
  }
}

function blockText(node: Node & { readonly kind: 'map' | 'list' }, indent: string, writer: Writer): string {
  return node.entries
    .map(({ key, value, above, behind: hasComment }) => {
      const before = above ? `${indent}${writer.comment()}\n` : ''
      const comment = hasComment ? ` ${writer.comment()}` : ''
      if (node.kind === 'map') return `${before}${indent}${key}:${behind(value, indent, writer, comment)}`
      if (value.kind !== 'map' && value.kind !== 'list') return `${before}${indent}-${behind(value, indent, writer, comment)}`
      // The items of a list in a list are indented, or they would be the outer one's.
      if (!value.compact) return `${before}${indent}-${behind({ ...value, flush: false }, indent, writer, comment)}`
      const [first, ...rest] = value.entries
      const compact = first === undefined ? value : { ...value, entries: [{ ...first, above: false }, ...rest] }
      return `${before}${indent}- ${blockText(compact, `${indent}  `, writer).slice(indent.length + 2)}`
    })
    .join('')
}

function flowText(node: Node & { readonly kind: 'flow' }, indent: string, writer: Writer): string {
  const [open, close] = node.isMap ? ['{', '}'] : ['[', ']']
  if (node.entries.length === 0) return open + close
  const deeper = indent + writer.step
  const parts = node.entries.map(({ key, value }) => {
    const inner = value.kind === 'flow' ? flowText({ ...value, perLine: false }, deeper, writer) : value.kind === 'text' ? value.text : ''
    return node.isMap ? `${key}: ${inner}` : inner
  })
  if (!node.perLine) return `${open} ${parts.join(', ')}${node.trailing ? ',' : ''} ${close}`
  const lines = parts.map((part, index) => {
    const entry = node.entries[index]
    const comma = index < parts.length - 1 || node.trailing ? ',' : ''
    return `${entry?.above ? `${deeper}${writer.comment()}\n` : ''}${deeper}${part}${comma}${entry?.behind ? ` ${writer.comment()}` : ''}\n`
  })
  return `${open}\n${lines.join('')}${indent}${close}`
}

/** Texts as people write them: every style, comments in every place, with either line break. Each is right, and a map. */
export const document: fc.Arbitrary<string> = fc
  .record({ root, step: fc.constantFrom('  ', '    ', ' '), crlf: fc.boolean(), noEnd: fc.boolean() })
  .map(({ root: node, step, crlf, noEnd }) => {
    let comments = 0
    const written = node.kind === 'map' ? blockText(node, '', { step, comment: () => `# c${++comments}` }) : ''
    const ended = noEnd ? written.replace(/\n$/, '') : written
    return crlf ? ended.replaceAll('\n', '\r\n') : ended
  })
