import type { Kind } from '../../kinds/kind.ts'
import { type KindName, kinds } from '../../kinds/kinds.ts'
import type { Json } from '../../source/source.ts'
import {
  definitionOf,
  type Language,
  type ListShape,
  type MapShape,
  type ObjectShape,
  type Property,
  type RefShape,
  resolveShape,
  type ScalarShape,
  type Shape,
  type Words,
} from './shape.ts'
import type { JsonSchema } from './structure-schema.ts'

/** A text with a `${…}` reference; `$${` is none. As `isTemplate` says it. */
const TEMPLATE = '(^|[^$])\\$\\{'
/** One reference and nothing else, which can stand for a number or a boolean. As `isReference` says it. */
const REFERENCE = { type: 'string', pattern: '^\\$\\{[^}]*\\}$' }

/**
 * schema/generated/platform.schema.json: what an editor completes, explains and underlines. Plain draft-07: short forms are alternatives, kinds are
 * patterns, overlays are definitions of their own. It never underlines what platgen takes.
 */
export function editorSchema(language: Language): JsonSchema {
  const definitions = new Map<string, JsonSchema>()

  function use(name: string, partial: boolean): string {
    const id = partial ? `${name}Overlay` : name
    if (!definitions.has(id)) {
      definitions.set(id, {})
      definitions.set(id, say(definitionOf(language, name).shape, partial, use(name, false)))
    }
    return `#/definitions/${name}${partial ? 'Overlay' : ''}`
  }

  /** With its words. `partial` says whether the value only changes another one; `at` is where the complete shape stands. */
  function say(shape: Shape, partial: boolean, at: string): JsonSchema {
    const own = words(shape.words, partial)
    if (shape.type !== 'ref') return { ...own, ...build(shape, partial, at) }
    const $ref = use(shape.to, partial || shape.overlay)
    // Beside `$ref` draft-07 reads nothing else.
    return Object.keys(own).length === 0 ? { $ref } : { ...own, allOf: [{ $ref }] }
  }

  /** A part of something partial can be null, which removes it. What does not merge is what it is elsewhere. */
  function part(shape: Shape, partial: boolean, at: string): JsonSchema {
    if (!partial) return say(shape, false, at)
    const whole = resolveShape(language, shape).type
    const merges = whole === 'object' || whole === 'map' || whole === 'any'
    return { anyOf: [merges ? say(shape, true, at) : { $ref: at }, { type: 'null' }] }
  }

  function build(shape: Exclude<Shape, RefShape>, partial: boolean, at: string): JsonSchema {
    switch (shape.type) {
      case 'object':
        return object(shape, partial, at)
      case 'map':
        return map(shape, partial, at)
      case 'list':
        return list(shape, at)
      case 'scalar':
        return shape.kind === undefined ? scalar(shape) : kindOf(shape, shape.kind)
      case 'any':
        return {
          ...(shape.map ? { type: 'object' } : {}),
          ...(shape.props.size > 0 ? { properties: fields(shape.props, partial, at) } : {}),
        }
    }
  }

  function object(shape: ObjectShape, partial: boolean, at: string): JsonSchema {
    const required = partial ? [] : [...shape.props].filter(([, property]) => property.required).map(([key]) => key)
    const { minProperties, maxProperties } = shape
    const short = shape.short === undefined ? undefined : shape.props.get(shape.short)
    const long = {
      type: 'object',
      ...(required.length > 0 ? { required } : {}),
      ...defined({ ...(partial ? {} : { minProperties }), maxProperties }),
      properties: fields(shape.props, partial, short === undefined ? at : `${at}/anyOf/1`),
      patternProperties: { '^x-': {} },
      additionalProperties: false,
    }
    return short === undefined ? long : { anyOf: [withoutWords(say(short.shape, partial, `${at}/anyOf/0`)), long] }
  }

  function fields(props: ReadonlyMap<string, Property>, partial: boolean, at: string): JsonSchema {
    const kept = [...props].filter(([, { shape }]) => !(partial && shape.type === 'map' && shape.overlay))
    return Object.fromEntries(kept.map(([key, { shape }]) => [key, part(shape, partial, `${at}/properties/${key}`)]))
  }

  function map(shape: MapShape, partial: boolean, at: string): JsonSchema {
    const { minProperties, maxProperties } = shape
    const names = shape.keys === undefined ? {} : pattern(kinds[shape.keys], true)
    const below = `${at}${shape.short ? '/anyOf/1' : ''}/additionalProperties`
    const long = {
      type: 'object',
      ...defined({ ...(partial ? {} : { minProperties }), maxProperties }),
      ...(Object.keys(names).length > 0 ? { propertyNames: names } : {}),
      additionalProperties: shape.overlay ? say(shape.of, true, below) : part(shape.of, partial, below),
    }
    return shape.short ? { anyOf: [{ type: 'array', items: { type: 'string', ...names }, uniqueItems: true }, long] } : long
  }

  function kindOf({ minLength, maxLength }: ScalarShape, kind: KindName): JsonSchema {
    if (!definitions.has(`${kind}Kind`)) definitions.set(`${kind}Kind`, kindSchema(kinds[kind]))
    const ref = { allOf: [{ $ref: `#/definitions/${kind}Kind` }] }
    const sizes = defined({ minLength, maxLength })
    return Object.keys(sizes).length === 0
      ? ref
      : {
          anyOf: [
            { ...sizes, ...ref },
            { type: 'string', pattern: TEMPLATE },
          ],
        }
  }

  /** A list replaces, so its items are complete wherever it stands. */
  function list({ of, short, minItems, maxItems, uniqueItems }: ListShape, at: string): JsonSchema {
    const item = say(of, false, `${at}${short ? '/anyOf/1' : ''}/items`)
    const long = { type: 'array', ...defined({ minItems, maxItems }), ...(uniqueItems ? { uniqueItems } : {}), items: item }
    return short ? { anyOf: [withoutWords(item), long] } : long
  }

  const root = say(language.root.shape, false, '#')
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'https://platgen.dev/v1/platform.schema.json',
    title: 'platform.yaml',
    ...root,
    definitions: Object.fromEntries([...definitions].sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** What may be written where a scalar is wanted: the scalar itself, or a reference that becomes one. */
function scalar(shape: ScalarShape): JsonSchema {
  const { types, minimum, maximum, minLength, maxLength } = shape
  const sizes = defined({ minimum, maximum, minLength, maxLength })
  const text = types.includes('string')
  const itself = shape.enum === undefined ? { type: types.length === 1 ? types[0] : types, ...sizes } : { enum: shape.enum }
  if (shape.literal || (text && shape.enum === undefined && Object.keys(sizes).length === 0)) return itself
  return { anyOf: [itself, text ? { type: 'string', pattern: TEMPLATE } : REFERENCE] }
}

function kindSchema(kind: Kind): JsonSchema {
  const numeric = kind.json.filter((type) => type !== 'string')
  const number = { type: numeric.length === 1 ? numeric[0] : numeric, ...kind.range }
  const text = kind.json.includes('string') ? { type: 'string', ...pattern(kind, false) } : REFERENCE
  return { description: `${kind.explain}.`, ...(numeric.length === 0 ? text : { anyOf: [number, text] }) }
}

function pattern({ pattern: own }: Kind, literal: boolean): JsonSchema {
  return own === undefined ? {} : { pattern: literal ? `^(${own})$` : `^(${own})$|${TEMPLATE}` }
}

function words({ description, default: value, examples }: Words, partial: boolean): JsonSchema {
  return {
    ...(description === undefined ? {} : { description }),
    // Editors show a description as it is, and only this with its code in code font.
    ...(description?.includes('`') ? { markdownDescription: description } : {}),
    ...(value === undefined || partial ? {} : { default: value as Json }),
    ...(examples.length === 0 ? {} : { examples }),
  }
}

/** An alternative of something that has said its words. */
function withoutWords({
  description: _description,
  markdownDescription: _markdown,
  default: _default,
  examples: _examples,
  ...rest
}: JsonSchema): JsonSchema {
  return rest
}

function defined(keywords: { readonly [keyword: string]: number | undefined }): JsonSchema {
  return Object.fromEntries(Object.entries(keywords).filter(([, value]) => value !== undefined))
}
