/** What the repository looks like, and what stands in no file of it. */
import { describe, expect, test } from 'vitest'
import { isGenerated, read, sources, tracked } from './files.ts'

/** A file says one thing. Where a table or a list of cases is that thing, it may be longer; say so here. */
const LONGEST = 220
const LONGER: { readonly [path: string]: string } = {
  'engine/load/syntax.ts': 'a table: what each error of the yaml package means to a person',
  'engine/resolve/model.ts': 'the one list of everything that renderers read',
  'engine/kinds/names.ts': 'a table: one entry for each kind of name',
}

const SECTIONS = ['schema', 'engine', 'renderers', 'examples', 'test']
const text = tracked.filter((path) => !/\.(png|ico|gz|tgz|zip|jar)$/.test(path))

/** `path:line: text` of every line of these files that a pattern finds. */
function found(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
  )
}

describe('the top', () => {
  test('has the folders that everybody knows', () => {
    const folders = new Set(tracked.filter((path) => path.includes('/')).map((path) => path.slice(0, path.indexOf('/'))))
    expect([...folders].filter((folder) => !SECTIONS.includes(folder) && !['docs', '.ci', '.github', '.vscode'].includes(folder))).toEqual(
      [],
    )
    expect(SECTIONS.filter((folder) => !folders.has(folder))).toEqual([])
  })

  test('has no drawer for odds and ends', () => {
    expect(tracked.filter((path) => /(^|\/)(utils?|helpers?|common|types|misc|lib)\//.test(path) && !isGenerated(path))).toEqual([])
    expect(tracked.filter((path) => /(^|\/)(utils?|helpers?|common|types|misc)\.ts$/.test(path))).toEqual([])
  })
})

describe('a file', () => {
  test('is short', () => {
    const long = sources('engine', 'renderers')
      .filter((path) => !(path in LONGER))
      .map((path) => [path, read(path).split('\n').length - 1] as const)
      .filter(([, lines]) => lines > LONGEST)
    expect(long).toEqual([])
  })

  test('that may be longer is there, and is longer', () => {
    expect(Object.keys(LONGER).filter((path) => !tracked.includes(path) || read(path).split('\n').length <= LONGEST)).toEqual([])
  })

  test('that a program wrote says so in its first lines, where its language has comments', () => {
    const written = tracked.filter((path) => /(^|\/)generated\/|\.generated\./.test(path) && !path.endsWith('.json'))
    expect(written.filter((path) => !/generated|do not edit/i.test(read(path).slice(0, 400)))).toEqual([])
  })

  test('ends with a line break, and has no tab, no trailing space and no CR', () => {
    const own = text.filter((path) => !isGenerated(path) && !path.startsWith('test/mistakes/') && !/fixtures?\//.test(path))
    expect(own.filter((path) => read(path) !== '' && !read(path).endsWith('\n'))).toEqual([])
    expect(
      found(
        own.filter((path) => /\.(ts|yaml|json|md)$/.test(path)),
        /\r|[ \t]+$/,
      ),
    ).toEqual([])
  })
})

describe('nowhere', () => {
  const own = text.filter((path) => !path.startsWith('test/house/') && path !== 'package-lock.json')

  test('stands a path of a machine', () => {
    expect(
      found(
        own,
        /\/work\/(main|shared|brief|\.)|\/home\/[a-z]+\/|\/Users\/|\/root\/(?!\.(m2|npm|npmrc|nuget|bundle|cache\/(pip|go-build|uv))\b)/,
      ),
    ).toEqual([])
  })

  test('stands a word about how the work was done', () => {
    expect(
      found(
        own,
        /\b(claude|anthropic|openai|chatgpt|copilot|llm|ai[- ]generated|subagent|sub-agent|helper session|this session|my task|the brief)\b/i,
      ),
    ).toEqual([])
  })

  test('stands a promise instead of the thing', () => {
    expect(
      found(
        own.filter((path) => /\.(ts|yaml|njk|md|sh)$/.test(path)),
        /\b(TODO|FIXME|XXX|HACK|TBD|not implemented|lorem ipsum)\b/,
      ),
    ).toEqual([])
  })
})
