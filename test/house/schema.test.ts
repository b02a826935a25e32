/** The language explains itself: whoever hovers over a word, or asks `platgen explain`, finds a sentence. */
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Json, JsonObject } from '../../engine/source/source.ts'
import { read, tracked } from './files.ts'

const files = tracked.filter((path) => path.startsWith('schema/') && path.endsWith('.schema.yaml'))

interface Place {
  readonly pointer: string
  readonly schema: JsonObject
}

function isMap(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Every key that a user can write, with its schema, whatever is nested in lists and maps included. */
function keys(schema: Json | undefined, pointer: string): Place[] {
  if (Array.isArray(schema)) return schema.flatMap((one, index) => keys(one as Json, `${pointer}/${index}`))
  if (!isMap(schema)) return []
  const properties = isMap(schema.properties) ? Object.entries(schema.properties) : []
  const own = properties.flatMap(([name, value]) => (isMap(value) ? [{ pointer: `${pointer}/properties/${name}`, schema: value }] : []))
  const deeper = properties.flatMap(([name, value]) => keys(value, `${pointer}/properties/${name}`))
  const nested = ['items', 'additionalProperties', 'oneOf', 'anyOf', 'allOf', 'then', 'else'].flatMap((word) =>
    keys(schema[word], `${pointer}/${word}`),
  )
  return [...own, ...deeper, ...nested]
}

const places = files.flatMap((file) => {
  const schema = parse(read(file)) as JsonObject
  const definitions = isMap(schema.definitions) ? Object.entries(schema.definitions) : []
  const named = definitions.flatMap(([name, value]) => (isMap(value) ? [{ pointer: `${file}#/definitions/${name}`, schema: value }] : []))
  return [...named, ...keys(schema, `${file}#`), ...definitions.flatMap(([name, value]) => keys(value, `${file}#/definitions/${name}`))]
})

test('there is a language', () => {
  expect(places.length).toBeGreaterThan(300)
})

test('every word has a description of its own, or is defined elsewhere', () => {
  expect(places.filter(({ schema }) => !('description' in schema) && !('$ref' in schema)).map(({ pointer }) => pointer)).toEqual([])
})

test('a description is a sentence', () => {
  const broken = places.filter(
    ({ schema }) => 'description' in schema && !/^["`A-Z0-9].*[.!?:)`]$/s.test(String(schema.description).trim()),
  )
  expect(broken.map(({ pointer, schema }) => `${pointer}: ${String(schema.description)}`)).toEqual([])
})

test('what can be left out says what happens then, or shows an example', () => {
  const silent = places.filter(
    ({ schema }) =>
      !('$ref' in schema) && !('default' in schema) && !('examples' in schema) && !('enum' in schema) && !('properties' in schema),
  )
  const mute = silent.filter(({ schema }) => schema.type !== 'boolean' && !/default|without|example|`/i.test(String(schema.description)))
  expect(mute.map(({ pointer }) => pointer)).toEqual([])
})
