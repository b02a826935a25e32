import type { KindName } from '../../kinds/kinds.ts'
import type { ReferenceKind, ScalarType } from '../../plan/plan.ts'
import type { Json } from '../../source/source.ts'

/** The language as its schema files say it: the one tree that everything generated is made from. */
export interface Language {
  readonly root: Definition
  /** By name, which is unique over all files. The root is not among them. */
  readonly definitions: ReadonlyMap<string, Definition>
}

/** A named shape, and the file that has it. */
export interface Definition {
  readonly name: string
  /** Relative to the folder of the schema: `services.schema.yaml`. */
  readonly file: string
  readonly shape: Shape
}

/** What is said to people. */
export interface Words {
  readonly description: string | undefined
  readonly default: Json | undefined
  readonly examples: readonly Json[]
}

/** What a value can be. */
export type Shape = ObjectShape | MapShape | ListShape | ScalarShape | AnyShape | RefShape

interface Common {
  readonly words: Words
  readonly literal: boolean
}

/** A key of an object. */
export interface Property {
  readonly shape: Shape
  readonly required: boolean
}

/** A closed set of keys. */
export interface ObjectShape extends Common {
  readonly type: 'object'
  readonly props: ReadonlyMap<string, Property>
  readonly short: string | undefined
  readonly minProperties: number | undefined
  readonly maxProperties: number | undefined
}

/** Names of the user's choice, all of one shape. */
export interface MapShape extends Common {
  readonly type: 'map'
  readonly of: Shape
  readonly keys: KindName | undefined
  readonly keysRef: readonly ReferenceKind[]
  readonly short: boolean
  readonly overlay: boolean
  readonly minProperties: number | undefined
  readonly maxProperties: number | undefined
}

/** Items of one shape. */
export interface ListShape extends Common {
  readonly type: 'list'
  readonly of: Shape
  readonly short: boolean
  readonly minItems: number | undefined
  readonly maxItems: number | undefined
  readonly uniqueItems: boolean
}

/** A text, a number or a boolean; with a kind, one that has a grammar. */
export interface ScalarShape extends Common {
  readonly type: 'scalar'
  readonly types: readonly ScalarType[]
  readonly kind: KindName | undefined
  readonly ref: readonly ReferenceKind[]
  readonly enum: readonly (string | number | boolean)[] | undefined
  readonly minimum: number | undefined
  readonly maximum: number | undefined
  readonly minLength: number | undefined
  readonly maxLength: number | undefined
}

/** Anything, with the keys that are known all the same. */
export interface AnyShape extends Common {
  readonly type: 'any'
  readonly map: boolean
  readonly props: ReadonlyMap<string, Property>
}

/** A use of a definition, with words of its own where it has some. */
export interface RefShape extends Common {
  readonly type: 'ref'
  readonly to: string
  /** Only changes something of that shape. */
  readonly overlay: boolean
}

/** The shape behind a reference. */
export function resolveShape(language: Language, shape: Shape): Exclude<Shape, RefShape> {
  const found = shape.type === 'ref' ? definitionOf(language, shape.to).shape : shape
  return found.type === 'ref' ? resolveShape(language, found) : found
}

/** The definition of a name that `readLanguage` has checked. */
export function definitionOf(language: Language, name: string): Definition {
  const found = name === language.root.name ? language.root : language.definitions.get(name)
  if (found === undefined) throw new Error(`no definition ${name}`)
  return found
}

/** The words at the place of use, and those of the definition where that says nothing. */
export function wordsOf(language: Language, shape: Shape): Words {
  if (shape.type !== 'ref') return shape.words
  const behind = wordsOf(language, definitionOf(language, shape.to).shape)
  const { description, default: own, examples } = shape.words
  return {
    description: description ?? behind.description,
    default: own === undefined ? behind.default : own,
    examples: examples.length > 0 ? examples : behind.examples,
  }
}
