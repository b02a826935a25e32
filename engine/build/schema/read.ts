import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { isKindName, type KindName, kinds } from '../../kinds/kinds.ts'
import { type ReferenceKind, referenceKinds, type ScalarType } from '../../plan/plan.ts'
import type { Json, JsonObject } from '../../source/source.ts'
import type { Definition, Language, Property, Shape, Words } from './shape.ts'

const ROOT = 'platform.schema.yaml'

/** What is wrong with the schema, each with the place in its file. */
export type Complain = (place: string, problem: string) => void

/** Reads every `*.schema.yaml` of a folder. The dialect is draft-07 with the `x-` keywords of ARCHITECTURE.md; anything else is refused. */
export function readLanguage(folder: string, complain: Complain): Language {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.schema.yaml'))
    .sort()
  const texts = new Map(files.map((file) => [file, parse(readFileSync(join(folder, file), 'utf8')) as JsonObject]))
  return readTexts(texts, complain)
}

/** The same from texts that are parsed already, by file name. */
export function readTexts(files: ReadonlyMap<string, JsonObject>, complain: Complain): Language {
  const homes = new Map<string, string>()
  for (const [file, schema] of files)
    for (const name of Object.keys(asObject(schema.definitions))) {
      const other = homes.get(name)
      if (other !== undefined)
        complain(`${file}#/definitions/${name}`, `${other} has a definition of the same name; generated types need one name each`)
      homes.set(name, file)
    }

  const definitions = new Map<string, Definition>()
  for (const [file, schema] of files)
    for (const [name, raw] of Object.entries(asObject(schema.definitions)))
      definitions.set(name, {
        name,
        file,
        shape: readShape(asObject(raw), { file, place: `${file}#/definitions/${name}`, homes, complain }),
      })

  const { $schema: _dialect, $id: _id, title: _title, definitions: _definitions, ...root } = files.get(ROOT) ?? {}
  const shape = readShape(root, { file: ROOT, place: `${ROOT}#`, homes, complain })
  return { root: { name: 'platform', file: ROOT, shape }, definitions }
}

interface Where {
  readonly file: string
  readonly place: string
  readonly homes: ReadonlyMap<string, string>
  readonly complain: Complain
}

function readShape(raw: JsonObject, where: Where): Shape {
  const take = reader(raw, where)
  const words: Words = {
    description: take.text('description')?.trim(),
    default: raw.default,
    examples: Array.isArray(raw.examples) ? (raw.examples as readonly Json[]) : [],
  }
  take.any('default', 'examples')
  const common = { words, literal: take.flag('x-literal') }
  const shape = readBody(raw, take, common, where)
  if (common.literal && shape.type !== 'scalar' && shape.type !== 'any')
    where.complain(where.place, '`x-literal` says something of texts only')
  take.end()
  return shape
}

type Reader = ReturnType<typeof reader>

function readBody(raw: JsonObject, take: Reader, common: { readonly words: Words; readonly literal: boolean }, where: Where): Shape {
  const below = (key: string, value: Json | undefined) => readShape(asObject(value), { ...where, place: `${where.place}/${key}` })
  const properties = (): ReadonlyMap<string, Property> => {
    const required = take.texts('required')
    const found = Object.entries(take.object('properties'))
    for (const key of required)
      if (!found.some(([name]) => name === key)) where.complain(where.place, `requires \`${key}\`, which it does not declare`)
    for (const [key] of found)
      if (key.startsWith('x-')) where.complain(where.place, `declares \`${key}\`, but keys that start with \`x-\` belong to the user`)
    return new Map(found.map(([key, value]) => [key, { shape: below(`properties/${key}`, value), required: required.includes(key) }]))
  }

  if (raw.$ref !== undefined)
    return { type: 'ref', ...common, to: reference(take.text('$ref') ?? '', where), overlay: take.flag('x-overlay') }
  if (take.flag('x-any')) return { type: 'any', ...common, map: take.text('type') === 'object', props: properties() }
  if (raw['x-kind'] !== undefined) return readScalar(take, common, kindOf(take.text('x-kind'), where), where)

  switch (raw.type) {
    case 'object': {
      take.any('type')
      const [minProperties, maxProperties] = [take.number('minProperties'), take.number('maxProperties')]
      if (take.any('additionalProperties') === false) {
        const props = properties()
        const short = take.text('x-short')
        if (short !== undefined && !props.has(short))
          where.complain(where.place, `\`x-short\` names \`${short}\`, which it does not declare`)
        return { type: 'object', ...common, props, short, minProperties, maxProperties }
      }
      if (raw.additionalProperties === undefined)
        where.complain(where.place, 'an object is closed (`additionalProperties: false`), a map by name, or `x-any: true`')
      const keys = take.object('propertyNames')['x-kind']
      const short = take.text('x-short')
      if (short !== undefined && short !== 'keys') where.complain(where.place, '`x-short` of a map can only be `keys`')
      const of = below('additionalProperties', raw.additionalProperties)
      const map = {
        of,
        keys: typeof keys === 'string' ? kindOf(keys, where) : undefined,
        keysRef: references(take.any('x-keys-ref'), where),
        short: short === 'keys',
        overlay: take.flag('x-overlay'),
      }
      return { type: 'map', ...common, ...map, minProperties, maxProperties }
    }
    case 'array':
      take.any('type')
      return {
        type: 'list',
        ...common,
        of: below('items', take.any('items')),
        short: take.flag('x-short'),
        minItems: take.number('minItems'),
        maxItems: take.number('maxItems'),
        uniqueItems: take.flag('uniqueItems'),
      }
    default:
      return readScalar(take, common, undefined, where)
  }
}

function readScalar(
  take: Reader,
  common: { readonly words: Words; readonly literal: boolean },
  kind: KindName | undefined,
  where: Where,
): Shape {
  const type = take.any('type')
  const written = kind === undefined ? (Array.isArray(type) ? type : [type]) : kinds[kind].json
  const types = written.filter((name): name is ScalarType => ['string', 'number', 'integer', 'boolean'].includes(String(name)))
  if (types.length === 0) where.complain(where.place, 'has no type that the dialect knows')
  if (kind !== undefined && type !== undefined) where.complain(where.place, '`x-kind` stands instead of `type`')
  const choices = take.any('enum')
  return {
    type: 'scalar',
    ...common,
    types,
    kind,
    ref: references(take.any('x-ref'), where),
    enum: Array.isArray(choices) ? (choices as readonly (string | number | boolean)[]) : undefined,
    minimum: take.number('minimum'),
    maximum: take.number('maximum'),
    minLength: take.number('minLength'),
    maxLength: take.number('maxLength'),
  }
}

function kindOf(name: string | undefined, where: Where): KindName {
  if (name !== undefined && isKindName(name)) return name
  where.complain(where.place, `there is no kind \`${name}\``)
  return 'name'
}

function references(value: Json | undefined, where: Where): readonly ReferenceKind[] {
  const names = value === undefined ? [] : Array.isArray(value) ? (value as readonly Json[]) : [value]
  return names.filter((name): name is ReferenceKind => {
    const known = referenceKinds.some((kind) => kind === name)
    if (!known) where.complain(where.place, `\`${String(name)}\` is nothing that can be referred to`)
    return known
  })
}

/** `#/definitions/x` or `other.schema.yaml#/definitions/x`. */
function reference(ref: string, { file, place, homes, complain }: Where): string {
  const [, other, name = ''] = /^([^#]*)#\/definitions\/([^/]+)$/.exec(ref) ?? []
  if (homes.get(name) !== (other === '' ? file : other)) complain(place, `\`${ref}\` names no definition`)
  return name
}

/** Takes keywords one by one, so that what nobody took can be refused. */
function reader(raw: JsonObject, { place, complain }: Where) {
  const taken = new Set<string>()
  function any(...keys: readonly string[]): Json | undefined {
    for (const key of keys) taken.add(key)
    return raw[keys[0] as string]
  }
  function typed<T extends Json>(key: string, is: (value: Json) => value is T, what: string): T | undefined {
    const value = any(key)
    if (value === undefined || is(value)) return value
    complain(place, `\`${key}\` is not ${what}`)
    return undefined
  }
  return {
    any,
    text: (key: string) => typed(key, (value): value is string => typeof value === 'string', 'a text'),
    number: (key: string) => typed(key, (value): value is number => typeof value === 'number', 'a number'),
    flag: (key: string) => typed(key, (value): value is boolean => typeof value === 'boolean', 'true or false') ?? false,
    object: (key: string) => asObject(any(key)),
    texts: (key: string) => (typed(key, (value): value is readonly Json[] => Array.isArray(value), 'a list') ?? []).map(String),
    end(): void {
      for (const key of Object.keys(raw)) if (!taken.has(key)) complain(place, `the dialect has no keyword \`${key}\` here`)
    },
  }
}

function asObject(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}
