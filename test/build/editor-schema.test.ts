import { readFileSync } from 'node:fs'
import Ajv, { type ValidateFunction } from 'ajv'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPlaced } from '../../engine/source/placed.ts'
import type { Json, JsonObject } from '../../engine/source/source.ts'
import { diagnose, told } from '../validate/diagnose.ts'

const root = new URL('../..', import.meta.url).pathname
const schema = JSON.parse(readFileSync(`${root}/schema/generated/platform.schema.json`, 'utf8')) as Record<string, unknown>
const showcase = readFileSync(`${root}/platform.yaml`, 'utf8')

const editor: ValidateFunction = new Ajv.default({
  strict: true,
  strictTypes: false,
  allowUnionTypes: true,
  strictRequired: false,
  allErrors: false,
  keywords: ['markdownDescription'],
}).compile(schema)

test('is a draft-07 schema without our own keywords', () => {
  expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#')
  expect(new Ajv.default({ strict: false }).validateSchema(schema)).toBe(true)
  expect(JSON.stringify(schema)).not.toMatch(/"x-(kind|short|ref|keys-ref|overlay|any|literal)"/)
})

test('describes every field', () => {
  const undescribed: string[] = []
  const definitions = schema.definitions as Record<string, Json>
  function walk(value: Json, path: string): void {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    const { properties } = value as JsonObject
    if (typeof properties === 'object' && properties !== null && !path.includes('/default') && !path.includes('/examples'))
      for (const [key, field] of Object.entries(properties as JsonObject)) if (!isDescribed(field)) undescribed.push(`${path}/${key}`)
    for (const [key, part] of Object.entries(value)) if (key !== 'default' && key !== 'examples') walk(part, `${path}/${key}`)
  }
  function isDescribed(field: Json): boolean {
    const text = JSON.stringify(field)
    return text.includes('"description"') || text.includes('"$ref"')
  }
  walk(definitions as unknown as Json, '')
  expect(undescribed).toEqual([])
})

describe('never underlines what platgen takes', () => {
  test('in the showcase', () => {
    expect(diagnose(showcase).diagnostics).toEqual([])
    editor(readPlaced(showcase).value)
    expect(editor.errors).toBeNull()
  })

  const head =
    'apiVersion: platgen.dev/v1\nname: shop\nenvironments: { dev: {}, prod: { extends: dev, mesh: null, registry: { project: x } } }\n'
  test.each([
    'services: { web: { build: node, x-mine: 1, calls: [web], ports: { http: 8080 }, replicas: 3, health: /x } }',
    'services: { web: { build: node, replicas: "${vars.n}", enabled: "${vars.on}", kind: "${vars.kind}", ports: { http: "${vars.p}" } } }',
    'services: { web: { build: node, environments: { prod: { health: null, ports: { http: null }, replicas: { min: null }, expose: { path: [/a] } } } } }',
    'services: { web: { build: node, resources: { cpu: 2, memory: "${vars.m}" }, rollout: { maxSurge: 1, maxUnavailable: 25% } } }',
    'services: { web: { build: node, env: { A: 1, B: true, C: { field: metadata.name } }, writable: [/tmp], account: [a] } }\naccess: { roles: { a: { rules: [{ resources: [pods], verbs: [get] }] } } }',
    'defaults: { health: { startup: { period: 5s } } }\nregistry: { host: a.example.com }',
    'outputs: { ./x.js: { a: { b: [1] } }, helm: { enabled: false } }',
  ])('%s', (line) => {
    expect(told(head + line)).toEqual([])
    editor(readPlaced(head + line).value)
    expect(editor.errors).toBeNull()
  })

  test('whatever is changed in the showcase', () => {
    const value = readPlaced(showcase).value
    const paths = leaves(value, [])
    fc.assert(
      fc.property(
        fc.constantFrom(...paths),
        fc.constantFrom<Json>(null, true, 0, 7, 'x', '8080', '${vars.x}', '30s', [], ['a'], {}, { a: 1 }),
        (path, put) => {
          const changed = replaced(value, path, put)
          const right = diagnose(JSON.stringify(changed)).platform !== undefined
          if (right)
            expect(
              editor(JSON.parse(JSON.stringify(changed))),
              `${path.join('/')} ${JSON.stringify(put)} ${JSON.stringify(editor.errors)}`,
            ).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })
})

test('underlines what is wrong in structure', () => {
  for (const line of [
    'services: { web: { prots: {} } }',
    'registry: {}',
    'services: []',
    'services: { web: { kind: Banana } }',
    'services: { web: { health: { live: { period: 30 } } } }',
  ])
    expect(editor(readPlaced(`apiVersion: platgen.dev/v1\nname: shop\nenvironments: { dev: {} }\n${line}`).value), line).toBe(false)
})

function leaves(value: Json, path: readonly string[]): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, part]) => leaves(part as Json, [...path, key]))]
}

function replaced(value: Json, path: readonly string[], put: Json): Json {
  const [first, ...rest] = path
  if (first === undefined) return put
  if (Array.isArray(value)) return value.map((item: Json, index) => (String(index) === first ? replaced(item, rest, put) : item))
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([key, part]) => [key, key === first ? replaced(part, rest, put) : part]),
  )
}
