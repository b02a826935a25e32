import schema from '../../schema/generated/platform.schema.json' with { type: 'json' }
import { fromPointer } from '../source/pointer.ts'
import type { Json, JsonObject } from '../source/source.ts'

/** What the schema says of a field to a person. */
export interface Words {
  readonly description: string | undefined
  readonly default: Json | undefined
  readonly examples: readonly Json[]
}

const root = schema as unknown as JsonObject

/** One part of the editor's schema: what is written there, and what it refers to. */
export interface SchemaPart {
  readonly own: JsonObject
  readonly target: JsonObject
}

/** The schema of the whole of platform.yaml. */
export function schemaRoot(): SchemaPart {
  return { own: root, target: root }
}

/** The words of a part; those that stand where a definition is used win over the definition's. */
export function wordsOf({ own, target }: SchemaPart): Words {
  const pick = (key: string): Json | undefined => own[key] ?? target[key]
  const description = pick('description')
  const examples = pick('examples')
  return {
    description: typeof description === 'string' ? description : undefined,
    default: pick('default'),
    examples: Array.isArray(examples) ? examples : [],
  }
}

/** The part under a key of an object. */
export function propertyOf({ target }: SchemaPart, key: string): SchemaPart | undefined {
  for (const form of formsOf(target)) {
    const properties = form.properties
    if (isObject(properties) && Object.hasOwn(properties, key)) return follow(properties[key])
  }
  return undefined
}

/** The part of every value of a map, or of every item of a list. */
export function contentOf({ target }: SchemaPart): SchemaPart | undefined {
  for (const form of formsOf(target)) {
    if (isObject(form.additionalProperties)) return follow(form.additionalProperties)
    if (
      form.type === 'array' &&
      isObject(form.items) &&
      !formsOf(target).some(({ additionalProperties }) => isObject(additionalProperties))
    )
      return follow(form.items)
  }
  return undefined
}

/** A value may be written in several forms, each of them an alternative of the schema. */
function formsOf(target: JsonObject): readonly JsonObject[] {
  const alternatives = ['anyOf', 'oneOf', 'allOf'].flatMap((word) => (Array.isArray(target[word]) ? (target[word] as readonly Json[]) : []))
  return [target, ...alternatives.flatMap((one) => (isObject(one) ? formsOf(follow(one)?.target ?? one) : []))]
}

function follow(part: Json | undefined): SchemaPart | undefined {
  if (!isObject(part)) return undefined
  let target: JsonObject = part
  while (typeof target.$ref === 'string') target = definitionAt(target.$ref)
  return { own: part, target }
}

/** An overlay repeats the shape of what it is an overlay of, without its words: those of the original explain it too. */
function definitionAt(reference: string): JsonObject {
  const path = fromPointer(reference.slice(1))
  const whole = reference.endsWith('Overlay') ? [...path.slice(0, -1), path.at(-1)?.slice(0, -'Overlay'.length) ?? ''] : path
  const found = dig(whole) ?? dig(path)
  if (!isObject(found)) throw new Error(`the schema has no ${reference}`)
  return found
}

function dig(path: readonly string[]): Json | undefined {
  let value: Json | undefined = root
  for (const segment of path) value = isObject(value) || Array.isArray(value) ? (value as JsonObject)[segment] : undefined
  return value
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
