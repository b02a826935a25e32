import type { Complain } from './read.ts'
import { definitionOf, type Language, resolveShape, type Shape, wordsOf } from './shape.ts'

/** What people need of every field: a description, and for a leaf something that shows what to write. */
export function lintLanguage(language: Language, complain: Complain): void {
  for (const { name, file, shape } of [language.root, ...language.definitions.values()])
    walk(shape, name === language.root.name ? `${file}#` : `${file}#/definitions/${name}`)

  const used = new Set<string>()
  mark(language.root.shape)
  for (const { name, file } of language.definitions.values())
    if (!used.has(name)) complain(`${file}#/definitions/${name}`, 'is used nowhere')

  function walk(shape: Shape, place: string): void {
    if (shape.type === 'map') walk(shape.of, `${place}/additionalProperties`)
    if (shape.type === 'list') walk(shape.of, `${place}/items`)
    if (shape.type !== 'object' && shape.type !== 'any') return
    if (shape.words.description === undefined) complain(place, 'has no description')
    for (const [key, property] of shape.props) {
      const at = `${place}/properties/${key}`
      const words = wordsOf(language, property.shape)
      if (words.description === undefined) complain(at, 'has no description')
      else if (/\s{2}|\t|\n/.test(words.description))
        complain(at, 'has a description with more than single spaces; write `>-` for one of several lines')
      if (property.required && words.default !== undefined) complain(at, 'is required, and has a default that nobody can get')
      if (isLeaf(property.shape) && words.default === undefined && words.examples.length === 0 && !showsItself(property.shape))
        complain(at, 'has neither default nor example')
      walk(property.shape, at)
    }
  }

  function mark(shape: Shape): void {
    if (shape.type === 'ref') {
      if (used.has(shape.to)) return
      used.add(shape.to)
      mark(definitionOf(language, shape.to).shape)
    } else if (shape.type === 'map' || shape.type === 'list') mark(shape.of)
    else if (shape.type === 'object' || shape.type === 'any') for (const { shape: of } of shape.props.values()) mark(of)
  }

  function isLeaf(shape: Shape): boolean {
    const { type } = resolveShape(language, shape)
    return type !== 'object'
  }

  /** The choices of an enumeration and of a boolean say what to write. */
  function showsItself(shape: Shape): boolean {
    const behind = resolveShape(language, shape)
    if (behind.type === 'list') return showsItself(behind.of)
    return behind.type === 'scalar' && (behind.enum !== undefined || behind.types.every((type) => type === 'boolean'))
  }
}
