import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { CORE_SCHEMA, load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { compileLogRegex, logRegex } from '../../../engine/kinds/log-regex.ts'
import { run } from '../../../engine/pipeline.ts'
import { luaString } from '../../../renderers/_shared/quote/lua.ts'
import { luaExpression } from '../../../renderers/fluent-bit/expression.ts'
import { judge, type Section } from './judge.ts'

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))

/** What a real Fluent Bit would be told in every environment of a platform that has one. */
async function judged(folder: string): Promise<readonly (readonly string[])[]> {
  const files = new Map<string, Map<string, string>>()
  const outcome = await run({
    file: 'platform.yaml',
    cwd: join(root, folder),
    until: 'plan',
    out: 'out',
    only: ['fluent-bit'],
    deliver({ path, content }) {
      const [, environment = '', name = ''] = /^fluent-bit\/([^/]*)\/(.*)$/.exec(path) ?? []
      files.set(environment, (files.get(environment) ?? new Map<string, string>()).set(name, content))
    },
  })
  expect(outcome.diagnostics).toEqual([])
  return [...files.values()].map((all) => {
    const of = (end: string) => [...all].filter(([name]) => name.endsWith(end))
    const sections = new Map(of('.yaml').map(([name, content]) => [name, load(content, { schema: CORE_SCHEMA }) as Section]))
    return judge('fluent-bit.yaml', sections, new Map(of('.lua')))
  })
}

describe('the configuration of Fluent Bit', () => {
  test.each(['test/golden/fluent-bit', 'test/conformance/agents'])(
    '%s: every parameter is known, and everything is there',
    async (folder) => {
      const found = await judged(folder)
      expect(found.length).toBeGreaterThan(0)
      for (const wrong of found) expect(wrong).toEqual([])
    },
  )

  test('the judge sees what Fluent Bit would refuse', () => {
    const one = { name: 'grep', alias: 'a', match: '*', exlude: 'message /x/' }
    const two = { name: 'parser', alias: 'a', match: '*', key_name: 'message', parser: 'none', reserve_data: 'maybe' }
    const files = new Map<string, Section>([['fluent-bit.yaml', { service: { flush: 'soon' }, pipeline: { filters: [one, two] } }]])
    expect(judge('fluent-bit.yaml', files, new Map([['x.lua', '']]))).toEqual([
      'service: flush is no integer: soon',
      'filters/a does not know exlude',
      'a second filters/a',
      'filters/a: reserve_data is no boolean: maybe',
      'filters/a: no parser none',
      'nobody calls x.lua',
    ])
  })
})

const atoms = [
  'a',
  'b',
  '\\d',
  '[^a-c]',
  '[\\w.-]',
  '.',
  '\\b',
  '(?:a|ab)',
  '(?<n>c|d)',
  'ü',
  '世',
  '^',
  '$',
  '(?=a)',
  '(?!b)',
  '\\.',
  '[\\S]',
]
const repeats = ['', '', '', '*', '+', '?', '{2}', '{1,}', '*?', '+?', '{0,2}?']
const expression = fc
  .array(fc.tuple(fc.constantFrom(...atoms), fc.constantFrom(...repeats)), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.map(([atom, repeat]) => (/^(?:\\b|\^|\$|\(\?[=!].*)$/.test(atom) ? atom : atom + repeat)).join(''))
  .filter((text) => logRegex.check(text) === undefined)
const line = fc
  .array(fc.constantFrom('a', 'b', 'c', 'd', '1', '2', ' ', '.', 'ü', '世', '🚀', '\n'), { maxLength: 12 })
  .map((all) => all.join(''))

describe('expressions in Lua', () => {
  const lua = spawnSync('luajit', ['-v']).status === 0
  if (!lua) process.stderr.write('\nSKIPPED expressions in a real Lua: luajit is not on PATH\n')

  test.skipIf(!lua)('they match and replace what those of JavaScript do', () => {
    const runtime = readFileSync(join(root, 'renderers/fluent-bit/expressions.lua.njk'), 'utf8').replace(/\nreturn x\n$/, '\n')
    const cases = fc.sample(
      fc.tuple(
        fc.oneof(
          expression,
          expression.map((text) => `(?i)${text.replace(/[^\0-\x7f]/g, 'A')}`),
        ),
        line,
      ),
      500,
    )
    const program = cases.map(([source, text]) => {
      const found = luaExpression(source)
      if ('not' in found) throw new Error(`${source}: ${found.not}`)
      const quoted = luaString(text)
      return `do local p = ${found.lua}\nprint(tostring(x.matches(p, ${quoted})) .. " " .. (x.replaced(p, ${quoted}, "<>"):gsub("\\n", "~"))) end`
    })
    const { stdout, stderr } = spawnSync('luajit', ['-'], { input: runtime + program.join('\n'), encoding: 'utf8' })
    expect(stderr).toBe('')
    const wanted = cases.map(([source, text]) => {
      const own = compileLogRegex(source) as RegExp
      const replaced = text.replace(new RegExp(own, `${own.flags}g`), (hit) => (hit === '' ? '' : '<>')).replaceAll('\n', '~')
      return `${source}: ${own.test(text)} ${replaced}`
    })
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((got, index) => `${cases[index]?.[0]}: ${got}`),
    ).toEqual(wanted)
  })

  test('what Lua can not be told is said', () => {
    for (const source of ['(a)\\1', '(?<=a)b', '(?<!a)b', '(?i)ü', '(?i)[à-ü]', '\\p{L}'])
      expect(luaExpression(source)).toHaveProperty('not')
  })
})
