/** What a person writes reaches each language of a delivery as it is: judged by the readers of those languages. */
import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gitRef } from '../../engine/kinds/git.ts'
import { variableName } from '../../renderers/_shared/pipeline/commands.ts'
import type { Deployment } from '../../renderers/_shared/pipeline/deployment.ts'
import { refExpression } from '../../renderers/_shared/pipeline/reach.ts'
import { celString } from '../../renderers/_shared/quote/cel.ts'
import { filterPattern, literal } from '../../renderers/github/expressions.ts'
import { isOf } from '../../renderers/gitlab/rules.ts'
import { reachScript } from '../../renderers/tekton/reach.ts'

/** Names that git takes, with the signs that expressions, shells and patterns read. */
const SIGNS = 'ab1-_./+$(){}!\'"`#%&;,=@|<> é*'
const ref = fc.string({ unit: fc.constantFrom(...SIGNS), minLength: 1, maxLength: 12 }).filter((text) => gitRef.check(text) === undefined)
const plain = ref.filter((text) => !text.includes('*'))

/** What a pattern means, said once more and differently: by walking. */
function means(pattern: string, name: string): boolean {
  if (pattern === '') return name === ''
  if (pattern[0] !== '*') return name[0] === pattern[0] && name !== '' && means(pattern.slice(1), name.slice(1))
  return means(pattern.slice(1), name) || (name !== '' && means(pattern, name.slice(1)))
}

/** A name that fits the pattern, or any. */
const both = fc
  .tuple(ref, plain, plain, fc.boolean())
  .map(([pattern, filling, other, fits]) => [pattern, fits ? pattern.replace(/\*+/g, filling) : other] as const)

test('a pattern of branches is an expression that means the same', () => {
  fc.assert(
    fc.property(both, ([pattern, name]) => {
      expect(new RegExp(`^${refExpression(pattern)}$`).test(name)).toBe(means(pattern, name))
    }),
  )
})

test('GitLab compares names as texts, and its expressions end where they should', () => {
  fc.assert(
    fc.property(both, ([pattern, name]) => {
      const rule = isOf('$CI_COMMIT_BRANCH', pattern)
      const [, expression] = /^\$CI_COMMIT_BRANCH =~ \/(.*)\/$/.exec(rule) ?? []
      if (expression === undefined) expect(rule).toBe(`$CI_COMMIT_BRANCH == ${JSON.stringify(pattern)}`)
      else {
        expect(expression.replace(/\\./g, '')).not.toContain('/')
        expect(new RegExp(expression).test(name)).toBe(means(pattern, name))
      }
    }),
  )
})

test('Tekton decides in a shell, which reads the pattern and the name as they are', () => {
  const cases = fc.sample(both, 40)
  const scripts = cases.map(([pattern, name]) => {
    const deployment = { environment: 'x', reach: { branch: pattern, tag: undefined } } as unknown as Deployment
    const script = reachScript([deployment]).replaceAll('>"$(results.x.path)"', '').replaceAll('>"$(results.any.path)"', '>/dev/null')
    return `REF_TYPE=branch REF='${name.replaceAll("'", "'\\''")}' sh -euc '${script.replaceAll("'", "'\\''")}'; echo`
  })
  const { stdout, stderr } = spawnSync('sh', ['-c', scripts.join('\n')], { encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(stdout.trimEnd().split('\n')).toEqual(cases.map(([pattern, name]) => (means(pattern, name) ? 'yes' : 'no')))
})

describe('GitHub', () => {
  test('a text has no expression but those that say what it said', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('$', '{', '}', "'", 'a', '\n', '${{', '}}')), (parts) => {
        const text = parts.join('')
        // What GitHub does with it: every expression is a literal here.
        expect(literal(text).replace(/\$\{\{ '((?:[^']|'')*)' \}\}/g, (_all, inner: string) => inner.replaceAll("''", "'"))).toBe(text)
      }),
    )
  })

  test('a pattern of `on.push` has no sign that means more than `*` does', () => {
    fc.assert(
      fc.property(ref, (pattern) => {
        expect(filterPattern(pattern).replace(/\\./g, '')).not.toMatch(/[?+[\]!]/)
        expect(filterPattern(pattern).replace(/\\(.)/g, '$1').replaceAll('**', '*')).toBe(pattern.replace(/\*+/g, '*'))
      }),
    )
  })
})

test('a text of CEL is one literal, and says what it said', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), ref), (text) => {
      const quoted = celString(text)
      expect(quoted).toMatch(/^'(?:[^'\\\0-\x1f]|\\.)*'$/u)
      const read = quoted
        .slice(1, -1)
        .replace(/\\(?:u([0-9a-f]{4})|(.))/gu, (_all, unit?: string, sign?: string) =>
          unit === undefined ? (sign ?? '') : String.fromCharCode(Number.parseInt(unit, 16)),
        )
      expect(read).toBe(text)
    }),
  )
})

test('the name of a variable is one, whatever the credentials are called', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (name) => {
      expect(variableName(name)).toMatch(/^[A-Z0-9_]*$/)
    }),
  )
})
