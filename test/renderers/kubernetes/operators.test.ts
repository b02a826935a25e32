/**
 * What operators read, against the fields that their CustomResourceDefinitions have: `operators/schemas.json` holds, of each, the names and types of those that platgen writes, and
 * of nothing else (as they were in August 2026).
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { beforeAll, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { renderCase } from '../../golden/golden.ts'

const schemas: { readonly [kind: string]: object } = JSON.parse(readFileSync(join(import.meta.dirname, 'operators/schemas.json'), 'utf8'))
const ajv = new Ajv({ allowUnionTypes: true })

interface Made {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly spec: unknown
}
let objects: readonly Made[] = []

beforeAll(async () => {
  const { files, diagnostics } = await renderCase('operators')
  expect(diagnostics).toEqual([])
  objects = [...files]
    .filter(([path]) => path.startsWith('manifests/'))
    .flatMap(([, text]) => parseAllDocuments(text).map((document) => document.toJS() as Made))
})

test.each(Object.entries(schemas))('%s', (kind, schema) => {
  const validate = ajv.compile(schema)
  const own = objects.filter((one) => `${one.apiVersion} ${one.kind}` === kind)
  expect(own.length).toBeGreaterThan(0)
  for (const { metadata, spec } of own) {
    validate(spec)
    expect(validate.errors, metadata.name).toBeNull()
  }
})

test('every object of an operator has such a schema', () => {
  const known = new Set(Object.keys(schemas).map((kind) => kind.split('/')[0]))
  const strange = objects
    .filter(({ apiVersion, kind }) => known.has(apiVersion.split('/')[0] as string) && schemas[`${apiVersion} ${kind}`] === undefined)
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`)
  expect(strange).toEqual([])
})
