import { compile } from 'json-schema-to-typescript'
import { longTypes } from './plan-file.ts'
import { definitionOf, type Language, type Property, type Shape, type Words, wordsOf } from './shape.ts'

/** `written`: as platform.yaml says it, short forms gone. `resolved`: everything with a default is there, overlays are gone. */
export type Side = 'written' | 'resolved'

interface TypeSchema {
  readonly [keyword: string]: unknown
}

/** The types of one side, one for every object of the schema: `WrittenService`, `ResolvedServiceBuild`. */
export async function typeDeclarations(language: Language, side: Side, banner: string): Promise<string> {
  const { [typeName(side, language.root.name)]: root, ...definitions } = prepare(language, side)
  const text = await compile({ ...root, definitions } as never, typeName(side, language.root.name), {
    bannerComment: '',
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: true,
    format: true,
    style: { semi: false, singleQuote: true, printWidth: 140 },
  })
  return `${banner}import type { Json } from '../../engine/source/source.ts'\n\n${side === 'written' ? OVERLAY : ''}${polish(text)}`
}

const OVERLAY = `/** What changes a \`T\`: maps merge by key, scalars and lists replace, \`null\` removes. */
export type Overlay<T> = T extends readonly unknown[] | string | number | boolean | null | undefined
  ? T
  : { readonly [Key in Exclude<keyof T, 'environments'>]?: Overlay<T[Key]> | null }

`

/** A schema that json-schema-to-typescript turns into flat declarations: every object is a definition with a name. */
function prepare(language: Language, side: Side): Record<string, TypeSchema> {
  const made: Record<string, TypeSchema> = {}
  for (const { name, shape } of [language.root, ...language.definitions.values()]) declare(typeName(side, name), shape)
  return made

  function declare(name: string, shape: Shape): void {
    if (made[name] !== undefined) throw new Error(`two definitions become the type ${name}`)
    made[name] = {}
    made[name] = { title: name, ...docs(shape.words), ...type(shape, name) }
  }

  /** `name` is what an object would be called here. */
  function type(shape: Shape, name: string): TypeSchema {
    switch (shape.type) {
      case 'ref':
        return use(shape.to, shape.overlay)
      case 'object':
        return { type: 'object', additionalProperties: false, ...properties(shape.props, name) }
      case 'map':
        return {
          type: 'object',
          additionalProperties: shape.overlay && shape.of.type === 'ref' ? use(shape.of.to, true) : part(shape.of, `${name}Entry`),
        }
      case 'list':
        return { type: 'array', items: part(shape.of, `${name}Item`) }
      case 'scalar':
        return shape.enum === undefined ? { type: longTypes(shape) } : { enum: shape.enum }
      case 'any':
        return { type: 'object', additionalProperties: { tsType: 'Json' }, ...properties(shape.props, name) }
    }
  }

  function use(name: string, overlay: boolean): TypeSchema {
    const called = typeName(side, name)
    return overlay && side === 'written' ? { tsType: `Overlay<${called}>` } : { $ref: `#/definitions/${called}` }
  }

  /** An object becomes a declaration of its own, everything else stands where it is used. */
  function part(shape: Shape, name: string): TypeSchema {
    if (shape.type !== 'object' && !(shape.type === 'any' && shape.props.size > 0)) return type(shape, name)
    declare(name, shape)
    return { $ref: `#/definitions/${name}` }
  }

  function properties(props: ReadonlyMap<string, Property>, name: string): TypeSchema {
    const kept = [...props].filter(
      ([, { shape }]) => side === 'written' || !((shape.type === 'map' || shape.type === 'ref') && shape.overlay),
    )
    const there = ({ shape, required }: Property) => required || (side === 'resolved' && wordsOf(language, shape).default !== undefined)
    return {
      properties: Object.fromEntries(kept.map(([key, { shape }]) => [key, described(shape, part(shape, name + pascal(key)))])),
      required: kept.filter(([, property]) => there(property)).map(([key]) => key),
    }
  }

  /** A definition has said its words itself; beside a reference only what differs here stands. */
  function described(shape: Shape, schema: TypeSchema): TypeSchema {
    const own = docs(
      shape.type === 'ref' && shape.words.description === undefined
        ? { ...shape.words, description: definitionOf(language, shape.to).shape.words.description }
        : shape.words,
    )
    return '$ref' in schema ? { allOf: [schema], ...own } : { ...schema, ...own }
  }
}

function docs({ description }: Words): TypeSchema {
  return description === undefined ? {} : { description: description.replaceAll('*/', '*\u200b/') }
}

/** What the type of a definition is called. */
export function typeName(side: Side, definition: string): string {
  return `${side === 'written' ? 'Written' : 'Resolved'}${pascal(definition)}`
}

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** json-schema-to-typescript declares what can be changed, and says where its types come from. Every object is flat here, so lines are enough. */
function polish(text: string): string {
  return text
    .replace(/ \*\n \* This interface was referenced by [^\n]*\n(?: \* via [^\n]*\n)?/g, '')
    .replace(/\/\*\*\n +\* This interface was referenced by [^\n]*\n(?: +\* via [^\n]*\n)? +\*\/\n/g, '')
    .replace(/^( *)\/\*\*\n *\* ([^\n]*)\n *\*\/$/gm, '$1/** $2 */')
    .replace(/^( +)(\[k: string\]: |['"\w$][^:\n(]*: )/gm, '$1readonly $2')
    .replace(/([\w.]+|\([^()]*\)|<[^<>]*>)\[\]/g, 'readonly $1[]')
    .replace(/^export/gm, '\nexport')
    .replace(/^(\/\*\* [^\n]* \*\/)\n\nexport/gm, '\n$1\nexport')
    .replace(/\n{3,}/g, '\n\n')
}
