import Ajv from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { stale } from '../../engine/build/generate.ts'
import { lintLanguage } from '../../engine/build/schema/lint.ts'
import { readLanguage, readTexts } from '../../engine/build/schema/read.ts'
import { definitionOf, type Language, type Shape } from '../../engine/build/schema/shape.ts'
import { structureSchema } from '../../engine/build/schema/structure-schema.ts'
import { kinds } from '../../engine/kinds/kinds.ts'
import { isTemplate } from '../../engine/kinds/template.ts'
import { loadPlan } from '../../engine/plan/load.ts'
import type { PlanNode } from '../../engine/plan/plan.ts'
import { checkScalar } from '../../engine/plan/scalar.ts'
import type { Json, JsonObject } from '../../engine/source/source.ts'
import { normalise } from '../../engine/validate/normalise.ts'

const schemaFolder = new URL('../../schema', import.meta.url).pathname

test('what is committed is what would be generated', async () => {
  expect((await stale()).map(([path]) => path)).toEqual([])
})

test('the same schema gives the same files', async () => {
  expect(await stale()).toEqual(await stale())
})

describe('the dialect refuses', () => {
  /** The problems of a schema whose only section is `field`. */
  function problems(field: string, more = ''): readonly string[] {
    const root = `description: x\ntype: object\nadditionalProperties: false\nproperties:\n  field: ${field}\n${more}`
    const told: string[] = []
    const complain = (place: string, problem: string): void => {
      told.push(`${place}: ${problem}`)
    }
    const language = readTexts(new Map([['platform.schema.yaml', parse(root) as JsonObject]]), complain)
    if (told.length === 0) lintLanguage(language, complain)
    return told
  }

  test.each([
    ['a kind that is not there', '{ description: x, x-kind: banana }', 'there is no kind `banana`'],
    [
      'a kind of key that is not there',
      '{ description: x, type: object, propertyNames: { x-kind: banana }, additionalProperties: { type: string }, default: {} }',
      'there is no kind `banana`',
    ],
    [
      'a reference to nothing that can be referred to',
      '{ description: x, type: string, x-ref: banana, examples: [a] }',
      '`banana` is nothing that can be referred to',
    ],
    ['a definition that is not there', '{ $ref: "#/definitions/banana" }', '`#/definitions/banana` names no definition'],
    [
      'a literal that is no text',
      '{ description: x, type: array, x-literal: true, items: { type: string }, examples: [[a]] }',
      '`x-literal` says something of texts only',
    ],
    ['a keyword of other drafts', '{ description: x, oneOf: [], type: string, examples: [a] }', 'the dialect has no keyword `oneOf` here'],
    ['a type and a kind', '{ description: x, type: string, x-kind: name, examples: [a] }', '`x-kind` stands instead of `type`'],
    ['a field without description', '{ type: boolean }', 'has no description'],
    ['a leaf that shows nothing', '{ description: x, type: string }', 'has neither default nor example'],
    [
      'an object that is neither closed nor a map',
      '{ description: x, type: object }',
      'an object is closed (`additionalProperties: false`), a map by name, or `x-any: true`',
    ],
    [
      'a short form for nothing',
      '{ description: x, type: object, additionalProperties: false, x-short: a, properties: {} }',
      '`x-short` names `a`, which it does not declare',
    ],
    [
      'a required key that is not declared',
      '{ description: x, type: object, additionalProperties: false, required: [a], properties: {} }',
      'requires `a`, which it does not declare',
    ],
  ])('%s', (_name, field, problem) => {
    expect(problems(field).map((line) => line.replace(/^[^:]*: /, ''))).toContain(problem)
  })

  test('a definition that nobody uses', () => {
    expect(problems('{ description: x, type: boolean }', 'definitions: { alone: { type: boolean } }')).toEqual([
      'platform.schema.yaml#/definitions/alone: is used nowhere',
    ])
  })

  test('nothing else', () => {
    expect(problems('{ description: x, type: array, x-short: true, items: { x-kind: name }, examples: [[a]] }')).toEqual([])
  })
})

describe('defaults and examples', () => {
  const language = readLanguage(schemaFolder, (place, problem) => {
    throw new Error(`${place}: ${problem}`)
  })
  const ajv = new Ajv.default({ allErrors: true })
  ajv.addSchema(structureSchema(language), 'structure')

  for (const { at, value, node } of samples(language)) {
    // What an overlay leaves out is there already.
    const overlay = node.type === 'map' && node.overlay === true
    test(`${at} ${JSON.stringify(value)}`, () => {
      const wrong: unknown[] = []
      const long = normalise(node, value, {
        scalar(scalar, text, path) {
          const problem = typeof text === 'string' && isTemplate(text) ? undefined : checkScalar(scalar, text)
          if (problem !== undefined) wrong.push([...path, problem])
          return text
        },
        misfit: (found, path) => wrong.push([...path, found]),
        key(kind, key, path) {
          if (kinds[kind].check(key) !== undefined) wrong.push([...path, key])
        },
        anything: () => {},
        twice: (item, path) => wrong.push([...path, item]),
        nested: (path) => wrong.push([...path]),
      })
      expect(wrong).toEqual([])
      const structure = ajv.getSchema(`structure${at}`)
      if (structure !== undefined && !(typeof structure.schema === 'object' && Object.keys(structure.schema).length === 0))
        expect(structure(long) ? [] : structure.errors?.filter(({ keyword }) => !(overlay && keyword === 'required'))).toEqual([])
    })
  }
})

interface Sample {
  /** Where its shape stands in the structure schema. */
  readonly at: string
  readonly value: Json
  readonly node: PlanNode
}

/** Every default and example of the schema, with the node that has to take it. */
function samples(language: Language): readonly Sample[] {
  const found: Sample[] = []
  const seen = new Set<string>()
  walk(language.root.shape, loadPlan(), '#')
  return found

  function walk(shape: Shape, node: PlanNode, at: string): void {
    const { default: value, examples } = shape.words
    if (value !== undefined) found.push({ at, value, node })
    for (const example of examples) found.push({ at, value: example, node })
    if (shape.type === 'ref') {
      if (seen.has(shape.to)) return
      seen.add(shape.to)
      walk(definitionOf(language, shape.to).shape, node, `#/definitions/${shape.to}`)
    } else if (shape.type === 'map' && node.type === 'map') walk(shape.of, node.of, `${at}/additionalProperties`)
    else if (shape.type === 'list' && node.type === 'list') walk(shape.of, node.of, `${at}/items`)
    else if ((shape.type === 'object' && node.type === 'object') || (shape.type === 'any' && node.type === 'any'))
      for (const [key, property] of shape.props) walk(property.shape, node.props?.[key] as PlanNode, `${at}/properties/${key}`)
  }
}
