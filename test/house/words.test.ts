/** How the code is written, as far as a machine can tell. */
import { expect, test } from 'vitest'
import { read, sources } from './files.ts'

const program = sources('engine', 'renderers')
const all = sources('engine', 'renderers', 'test')

/** The text with comments and literals blanked, so that only code is searched. */
function code(path: string): string {
  return read(path)
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/`(?:[^`\\]|\\.)*`/g, (literal) => literal.replace(/[^\n`]/g, ' '))
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, (literal) => literal.replace(/[^\n'"]/g, ' '))
    .replace(/(^|\s)\/\/.*$/gm, '')
}

function lines(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    code(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  )
}

test('nothing is of type any, and nobody is silenced', () => {
  expect(lines(all, /[:<,|(]\s*any\b(?!\()|\bas any\b/)).toEqual([])
  expect(
    all.filter(
      (path) => /@ts-(ignore|nocheck|expect-error)|biome-ignore-all|eslint-disable/.test(read(path)) && !path.startsWith('test/house/'),
    ),
  ).toEqual([])
})

test('every silenced remark of the linter has a reason', () => {
  const silenced = all
    .filter((path) => !path.startsWith('test/house/'))
    .flatMap((path) => [...read(path).matchAll(/biome-ignore [^\n]*/g)].map((match) => match[0]))
  expect(silenced.filter((line) => !/biome-ignore \S+: .{15,}/.test(line))).toEqual([])
})

test('nothing is printed but by the command line and the builders', () => {
  expect(
    lines(
      program.filter((path) => !/^engine\/(cli|build)\//.test(path)),
      /\bconsole\./,
    ),
  ).toEqual([])
})

/** Their types have the names and the fields of the Kubernetes reference, which the head of the file cites. */
const CITED = ['renderers/_shared/kubernetes-types.ts', 'renderers/_shared/pod-types.ts']

/** Every function and every type that another file can use says what it is. Constants and the definitions of codes speak for themselves. */
test('whatever is exported has a docstring', () => {
  const declaration = /^export (?:default )?(?:async )?(?:function\*? |interface |type |class |abstract class )(\w+)/
  const bare = program
    .filter((path) => !CITED.includes(path))
    .flatMap((path) => {
      const text = read(path).split('\n')
      return text.flatMap((line, index) => {
        const name = declaration.exec(line)?.[1]
        const above = text[index - 1]?.trim() ?? ''
        return name === undefined || above.endsWith('*/') ? [] : [`${path}:${index + 1}: ${name}`]
      })
    })
  expect(bare).toEqual([])
})
