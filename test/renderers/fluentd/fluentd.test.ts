import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { run } from '../../../engine/pipeline.ts'
import { fluentdRegex, fluentdSize, fluentdString } from '../../../renderers/_shared/quote/fluentd.ts'
import { parseFluentd, type Section } from './grammar.ts'
import { judge } from './judge.ts'

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))

/** The configuration of every environment of a platform, read strictly. */
async function configurations(folder: string): Promise<readonly Section[]> {
  const files = new Map<string, string>()
  const outcome = await run({
    file: 'platform.yaml',
    cwd: join(root, folder),
    until: 'plan',
    out: 'out',
    only: ['fluentd'],
    deliver: ({ path, content }) => files.set(path, content),
  })
  expect(outcome.diagnostics).toEqual([])
  return [...files].flatMap(([path, text]) => {
    const [, home] = /^(.*)\/fluent\.conf$/.exec(path) ?? []
    if (home === undefined) return []
    return [
      parseFluentd(text, (other) => {
        const found = files.get(`${home}/${other}`)
        if (found === undefined) throw new Error(`no file ${other}`)
        return found
      }),
    ]
  })
}

describe('the configuration of Fluentd', () => {
  test.each(['.', 'examples/shop', 'test/golden/logging', 'test/golden/log-outputs', 'test/conformance/agents'])(
    '%s: every parameter is known, and no record falls between the labels',
    async (folder) => {
      const found = await configurations(folder)
      expect(found.length).toBeGreaterThan(0)
      for (const configuration of found) expect(judge(configuration)).toEqual([])
    },
  )

  test('the judge sees what Fluentd would only warn of', () => {
    const judged = (text: string) =>
      judge(
        parseFluentd(text, () => {
          throw new Error('no file')
        }),
      )
    expect(judged("<source>\n@type tail\n@label @A\npth '/x'\n</source>")).toEqual(['<source > tail does not know pth', 'nobody is @A'])
    expect(judged('<label @A>\n<filter a.**>\n@type grep\n</filter>\n</label>')).toHaveLength(2)
    expect(() => judged('<match **>\n@type null')).toThrow('never closed')
    expect(() => judged("a 'b\n")).toThrow('never closed')
    expect(() => judged('a b # c\n')).toThrow('cuts the value')
  })
})

describe('quoting', () => {
  const read = (written: string) =>
    parseFluentd(`key ${written}`, () => {
      throw new Error('no file')
    }).params.get('key')

  test('a string is read as it was meant, whatever stands in it', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom("'", '\\', '#', '{', '}', '"', ' ', 'a', '$', '<', '>')).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(hostile, (text) => {
        if (/[\0\r\n]/.test(text)) expect(() => fluentdString(text)).toThrow()
        else expect(read(fluentdString(text))).toBe(text)
      }),
    )
  })

  test('expressions and sizes', () => {
    expect(fluentdRegex(String.raw`^a\.b '(\\)'$`)).toBe(String.raw`'/^a\.b \'(\\\)\'$/'`)
    expect([2 ** 31, 8 * 2 ** 20, 1536, 1000].map(fluentdSize)).toEqual(['2g', '8m', '1536', '1000'])
  })
})
