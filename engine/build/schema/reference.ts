import { stringify } from 'yaml'
import { kinds } from '../../kinds/kinds.ts'
import type { Json } from '../../source/source.ts'
import { type Definition, definitionOf, type Language, type Property, type Shape, type Words, wordsOf } from './shape.ts'

/** schema/generated/reference.md: every field, grouped by what it belongs to, in the order of the language. */
export function referenceText(language: Language, banner: string): string {
  const places = findPlaces(language)
  const sections = [...places].map(([name, paths]) => section(definitionOf(language, name), paths))
  return [banner, INTRODUCTION, ...sections, KINDS].join('\n\n').concat('\n')

  function section({ name, shape }: Definition, [path = '', ...others]: readonly string[]): string {
    const [title, also] =
      path === ''
        ? ['The platform', '']
        : [`\`${path}\``, others.length > 0 ? `The same at ${others.map((other) => `\`${other}\``).join(', ')}.` : '']
    const parts = [`## ${title} {#${name.toLowerCase()}}`, paragraph(shape.words, shape), also, bullets(shape, '').join('\n')]
    return parts.filter((part) => part !== '').join('\n\n')
  }

  function paragraph({ description = '', examples, default: value }: Words, shape: Shape): string {
    const facts = [typeOf(shape), ...defaultFact(value)].join(' · ')
    return [facts === '' ? '' : `*${facts}*`, description, ...exampleLine(examples)].filter((line) => line !== '').join('\n\n')
  }

  function bullets(shape: Shape, prefix: string): readonly string[] {
    if (shape.type === 'object' || shape.type === 'any') return [...shape.props].flatMap(([key, property]) => field(prefix + key, property))
    if (shape.type === 'map') return bullets(shape.of, `${prefix === '' ? '' : prefix}NAME.`)
    return shape.type === 'list' ? bullets(shape.of, `${prefix === '' ? '' : prefix}[].`) : []
  }

  function field(path: string, { shape, required }: Property): readonly string[] {
    const words = wordsOf(language, shape)
    const facts = [typeOf(shape), ...(required ? ['required'] : []), ...defaultFact(words.default)]
    const lines = [
      `- **\`${path}\`** · ${facts.join(' · ')}`,
      `  ${words.description ?? ''}`,
      ...exampleLine(words.examples).map((line) => `  ${line}`),
    ]
    const below =
      shape.type === 'map' || shape.type === 'list'
        ? bullets(shape, `${path}.`).map((line) => line.replace('.[].', '[].'))
        : bullets(shape, `${path}.`)
    return [lines.join('  \n'), ...below]
  }

  function typeOf(shape: Shape): string {
    switch (shape.type) {
      case 'ref':
        return `[${shape.to}](#${shape.to.toLowerCase()})${shape.overlay ? ' in part' : ''}`
      case 'object': {
        const short = shape.short === undefined ? undefined : shape.props.get(shape.short)
        return short === undefined ? 'a map' : `a map, or its \`${shape.short}\` alone`
      }
      case 'map':
        return `a map of ${typeOf(shape.of)}${shape.short ? ', or a list of names' : ''}${shape.keys === undefined ? '' : `; a key is [${kinds[shape.keys].what}](#kinds)`}`
      case 'list':
        return `a list of ${typeOf(shape.of)}${shape.short ? ', or one alone' : ''}`
      case 'scalar':
        if (shape.enum !== undefined) return shape.enum.map((choice) => `\`${choice}\``).join(' \\| ')
        if (shape.kind !== undefined)
          return `[${kinds[shape.kind].what}](#kinds)${shape.ref.length > 0 ? ` of a ${shape.ref.join(' or ')}` : ''}`
        if (shape.ref.length > 0) return `the name of a ${shape.ref.join(' or ')}`
        return `${shape.types.map((type) => TYPES[type]).join(', ')}${bounds(shape.minimum, shape.maximum)}`
      case 'any':
        return 'a map of anything'
    }
  }
}

const TYPES = { string: 'a text', number: 'a number', integer: 'a whole number', boolean: 'true or false' } as const

function bounds(minimum: number | undefined, maximum: number | undefined): string {
  if (minimum === undefined && maximum === undefined) return ''
  return maximum === undefined ? ` from ${minimum}` : ` from ${minimum ?? 0} to ${maximum}`
}

function defaultFact(value: Json | undefined): readonly string[] {
  return value === undefined || isEmptyMap(value) ? [] : [`default ${code(value)}`]
}

function exampleLine(examples: readonly Json[]): readonly string[] {
  return examples.length === 0 ? [] : [`Example: ${examples.map(code).join(' or ')}`]
}

function code(value: Json): string {
  const text = stringify(value, { collectionStyle: 'flow', lineWidth: 0, defaultStringType: 'PLAIN', flowCollectionPadding: true })
    .trim()
    .replace(/\s*\n\s*/g, ' ')
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``
}

function isEmptyMap(value: Json): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
}

/** Where each definition is used, the nearest to the root first, in the order of the language. */
function findPlaces(language: Language): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string[]>([[language.root.name, ['']]])
  const queue: { readonly shape: Shape; readonly path: string }[] = [{ shape: language.root.shape, path: '' }]
  for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
    const { shape, path } = item
    if (shape.type === 'ref') {
      const known = places.get(shape.to)
      if (known === undefined) {
        places.set(shape.to, [path])
        queue.push({ shape: definitionOf(language, shape.to).shape, path })
      } else if (known.length < 4 && !known.includes(path)) known.push(path)
    } else if (shape.type === 'map') {
      if (!shape.overlay) queue.push({ shape: shape.of, path: `${path}.NAME` })
    } else if (shape.type === 'list') queue.push({ shape: shape.of, path: `${path}[]` })
    else if (shape.type === 'object' || shape.type === 'any')
      for (const [key, property] of shape.props) queue.push({ shape: property.shape, path: path === '' ? key : `${path}.${key}` })
  }
  return places
}

const INTRODUCTION = `# Reference of platform.yaml

Every field, by what it belongs to. \`NAME\` is a name of your choice, \`[]\` an item of a list. A default that is not written here is said in the sentence.
Keys that start with \`x-\` are yours, wherever the language knows its keys. \`platgen explain FIELD\` shows the same for one field.`

const KINDS = [
  '## Kinds',
  ...Object.entries(kinds).map(([name, kind]) => `- **${name}** · ${kind.what}  \n  ${kind.explain}. Example: \`${kind.example}\``),
].join('\n')
