import { describe, expect, test } from 'vitest'
import { collectFindings } from '../../engine/diagnostics/findings.ts'
import { createTemplates, prepareTemplates } from '../../engine/render/template.ts'

const POINTER = '/outputs/letters/templates/letter'

/** Fills `letter` of a renderer with a template of the user. */
async function fill(text: string, view: object, name = 'letter') {
  const { report, list } = collectFindings()
  const renderer = { name: 'letters', templates: { letter: 'dear <$ v.name $>', footer: 'bye <$ v.name $>' } }
  const prepared = await prepareTemplates([{ renderer, templates: new Map([[name, { text, pointer: POINTER }]]) }], report)
  return { text: createTemplates(renderer, prepared, report)('letter', view), findings: list() }
}

async function filled(text: string, view: object): Promise<string> {
  const result = await fill(text, view)
  expect(result.findings).toEqual([])
  return result.text
}

async function reason(text: string, view: object): Promise<string> {
  const result = await fill(text, view)
  expect(result.findings.map(({ code, place }) => ({ code, place }))).toEqual([
    { code: 'render/template', place: { pointer: POINTER, on: 'value' } },
  ])
  expect(result.text).toBe('')
  return result.findings[0]?.message ?? ''
}

describe('what a template can say', () => {
  test('loops, ifs and prints, whose lines leave nothing behind', async () => {
    const text = 'for <$ v.name $>:\n<% for item in v.items %>\n  <% if item.loud %>\n  - <$ item.text $>!\n  <% endif %>\n<% endfor %>\n'
    expect(
      await filled(text, {
        name: 'you',
        items: [
          { text: 'a', loud: true },
          { text: 'b', loud: false },
        ],
      }),
    ).toBe('for you:\n  - a!\n')
  })

  test('nothing is escaped, and what other languages write is text', async () => {
    const text = '<$ v.sign $> {{ .Values.x }} {# no comment #} ${#array[@]} {% raw %}'
    expect(await filled(text, { sign: '&&<>"' })).toBe('&&<>" {{ .Values.x }} {# no comment #} ${#array[@]} {% raw %}')
  })

  test('macros, variables, filters', async () => {
    expect(
      await filled('<% macro twice(x) %><$ x $><$ x $><% endmacro %><% set y = v.a %><$ twice(y) $><$ v.a | upper $>', { a: 'q' }),
    ).toBe('qqQ')
  })

  test('the other templates of the renderer, and the original of this one', async () => {
    expect(await filled('<% include "original/letter" %>, <% include "footer" %>', { name: 'ann' })).toBe('dear ann, bye ann')
  })

  test('an absent value is false, when the view names it', async () => {
    expect(await filled('<% if v.maybe %>yes<% else %>no<% endif %>', { maybe: undefined })).toBe('no')
  })
})

describe('what it can not', () => {
  test.each([
    ['a misspelt name that is printed', '<$ v.stages[0].typo $>', '`v.stages.0.typo`'],
    ['a misspelt name in an if', '<% if v.typo %>x<% endif %>', '`v.typo`'],
    ['a misspelt name in a loop', '<% for x in v.typo %>x<% endfor %>', '`v.typo`'],
    ['a name outside of the view', '<% if stages %>x<% endif %>', '`stages`'],
    ['a list that is printed', '<$ v.stages $>', 'a list'],
    ['a missing value that is printed', '<$ v.maybe $>', 'nothing'],
    ['the constructor of a text', '<$ v.name.constructor $>', '`v.name.constructor`'],
    ['the constructor of the view', '<$ v["constr" + "uctor"]("return process")() $>', '`v.constructor`'],
    ['the prototype', '<$ v.__proto__ $>', '`v.__proto__`'],
    ['a global of nunjucks', '<$ cycler("a") $>', '`cycler`'],
    ['chance', '<$ v.stages | random $>', 'random'],
    ['a file', '<% include "/etc/hostname" %>', '/etc/hostname'],
    ['a file nearby', '<% include "./package.json" %>', './package.json'],
    ['a name of all objects', '<% include "__proto__" %>', ''],
    ['itself', '<% include "letter" %>', 'without end'],
    ['a call', '<$ v.name() $>', 'not a macro'],
    ['an unknown filter', '<$ v.name | shout $>', 'shout'],
  ])('%s', async (_what, text, part) => {
    expect(await reason(text, { name: 'n', stages: [{ name: 's' }], maybe: undefined })).toContain(part)
  })

  test.each([
    ['<% if v.name %>never closed', ''],
    ['one\ntwo <% nonsense %>', 'line 2'],
    ['<$ v.name', ''],
  ])('be broken: %s', async (text, part) => {
    const { findings } = await fill(text, { name: 'n' })
    expect(findings.map(({ code }) => code)).toEqual(['render/template'])
    expect(findings[0]?.message).toContain(part)
  })

  test('replace what is not there', async () => {
    const { findings } = await fill('x', { name: 'n' }, 'leter')
    expect(findings.map(({ code, place }) => ({ code, place }))).toEqual([
      { code: 'render/unknown-template', place: { pointer: POINTER, on: 'key' } },
    ])
  })
})

test("a renderer's own template that reads an unknown name is a bug", () => {
  const template = createTemplates({ name: 'docker' }, new Map(), collectFindings().report)
  expect(() => template('go.Dockerfile', {})).toThrow(/template docker\/go\.Dockerfile: reads `v\.\w+`/)
  expect(() => template('no-such-template', {})).toThrow(/template docker\/no-such-template/)
})
