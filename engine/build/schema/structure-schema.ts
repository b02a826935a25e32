import { definitionOf, type Language, type Property, resolveShape, type Shape } from './shape.ts'

/** A JSON Schema as data. */
export type JsonSchema = { readonly [keyword: string]: unknown }

/**
 * The draft-07 schema of the structure of the long form: which keys there are and have to be, what is a map and what a list, and how many entries
 * they have. Scalars are not in it: the plan checks them, here and again when their references are filled in. An overlay has the schema of
 * what it changes; the validator drops what is no mistake there. That keeps the generated code a quarter of the size.
 */
export function structureSchema(language: Language): JsonSchema {
  const used = new Map<string, JsonSchema>()

  function use(name: string): JsonSchema {
    if (!used.has(name)) {
      used.set(name, {})
      used.set(name, build(definitionOf(language, name).shape) ?? {})
    }
    return { $ref: `#/definitions/${name}` }
  }

  /** Undefined for what has no structure. */
  function build(shape: Shape): JsonSchema | undefined {
    switch (shape.type) {
      case 'ref': {
        const behind = resolveShape(language, shape)
        return behind.type === 'scalar' || (behind.type === 'any' && !behind.map) ? undefined : use(shape.to)
      }
      case 'object': {
        const required = [...shape.props].filter(([, property]) => property.required).map(([key]) => key)
        const { minProperties, maxProperties } = shape
        return {
          type: 'object',
          ...(required.length > 0 ? { required } : {}),
          ...defined({ minProperties, maxProperties }),
          additionalProperties: false,
          properties: children(shape.props, true),
        }
      }
      case 'map': {
        const of = build(shape.of)
        const { minProperties, maxProperties } = shape
        return { type: 'object', ...defined({ minProperties, maxProperties }), ...(of === undefined ? {} : { additionalProperties: of }) }
      }
      case 'list': {
        const of = build(shape.of)
        const { minItems, maxItems } = shape
        return { type: 'array', ...defined({ minItems, maxItems }), ...(of === undefined ? {} : { items: of }) }
      }
      case 'any':
        return shape.map ? { type: 'object', properties: children(shape.props, false) } : undefined
      case 'scalar':
        return undefined
    }
  }

  /** A closed object has to name all its keys, an open one only those with a structure. */
  function children(props: ReadonlyMap<string, Property>, closed: boolean): Record<string, JsonSchema> {
    const built = [...props].map(([key, { shape }]) => [key, build(shape)] as const)
    return Object.fromEntries(built.flatMap(([key, schema]) => (schema === undefined && !closed ? [] : [[key, schema ?? {}]])))
  }

  const root = build(language.root.shape)
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...root, definitions: Object.fromEntries(used) }
}

function defined(keywords: { readonly [keyword: string]: number | undefined }): JsonSchema {
  return Object.fromEntries(Object.entries(keywords).filter(([, value]) => value !== undefined))
}
