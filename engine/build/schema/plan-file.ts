import { kinds } from '../../kinds/kinds.ts'
import type { PlanFile, RawChild, RawNode } from '../../plan/link.ts'
import type { Json } from '../../source/source.ts'
import type { Language, Property, ScalarShape, Shape } from './shape.ts'

/** schema/generated/plan.json: the language without its prose. */
export function planFile(language: Language): PlanFile {
  const nodes: Record<string, RawNode> = { [language.root.name]: node(language.root.shape) }
  for (const { name, shape } of language.definitions.values()) nodes[name] = node(shape)
  return { root: language.root.name, nodes }

  /** A field of its own words differs from its definition only in its default. */
  function child(shape: Shape): RawChild {
    if (shape.type !== 'ref') return node(shape)
    const differs = { ...(shape.overlay ? { partial: true, present: false } : defaultOf(shape)), ...literal(shape) }
    return Object.keys(differs).length === 0 ? shape.to : { is: shape.to, ...differs }
  }

  function node(shape: Shape): RawNode {
    switch (shape.type) {
      case 'ref':
        return { is: shape.to }
      case 'object': {
        const required = [...shape.props].filter(([, property]) => property.required).map(([key]) => key)
        return {
          type: 'object',
          props: children(shape.props),
          ...(required.length > 0 ? { required } : {}),
          ...(shape.short === undefined ? {} : { short: shape.short }),
          ...(shape.maxProperties === 1 ? { whole: true } : {}),
          ...defaultOf(shape),
        }
      }
      case 'map':
        return {
          type: 'map',
          of: child(shape.of),
          ...(shape.keys === undefined ? {} : { keyKind: shape.keys }),
          ...(shape.keysRef.length > 0 ? { keyRef: shape.keysRef } : {}),
          ...(shape.short ? { short: true } : {}),
          ...(shape.overlay ? { overlay: true } : {}),
          ...defaultOf(shape),
        }
      case 'list':
        return {
          type: 'list',
          of: child(shape.of),
          ...(shape.short ? { short: true } : {}),
          ...(shape.uniqueItems ? { unique: true } : {}),
          ...defaultOf(shape),
        }
      case 'scalar':
        return { ...scalar(shape), ...defaultOf(shape), ...literal(shape) }
      case 'any':
        return { type: 'any', ...(shape.props.size > 0 ? { props: children(shape.props) } : {}), ...defaultOf(shape), ...literal(shape) }
    }
  }

  function children(props: ReadonlyMap<string, Property>): Record<string, RawChild> {
    return Object.fromEntries([...props].map(([key, { shape }]) => [key, child(shape)]))
  }
}

/** `present` for what is made of parts with defaults of their own, `default` for a value. */
function defaultOf({ words }: Shape): { readonly present?: true; readonly default?: Json } {
  if (words.default === undefined) return {}
  return isEmptyMap(words.default) ? { present: true } : { default: words.default }
}

function literal({ literal: is }: Shape): { readonly literal?: true } {
  return is ? { literal: true } : {}
}

function scalar(shape: ScalarShape): RawNode {
  const { kind, ref, minimum, maximum, minLength, maxLength } = shape
  return {
    type: 'scalar',
    json: longTypes(shape),
    ...(kind === undefined ? {} : { kind }),
    ...(ref.length > 0 ? { ref } : {}),
    ...(shape.enum === undefined ? {} : { enum: shape.enum }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(minLength === undefined ? {} : { minLength }),
    ...(maxLength === undefined ? {} : { maxLength }),
  }
}

/** The JSON types after normalising, when a number that is only another way to write a text has become one. */
export function longTypes({ kind, types }: ScalarShape): ScalarShape['types'] {
  return kind !== undefined && 'asText' in kinds[kind] ? ['string'] : types
}

function isEmptyMap(value: Json): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
}
