import type { Pointer, Report } from '../diagnostics/diagnostic.ts'
import { spanIn } from '../source/locate.ts'
import { readPlaced } from '../source/placed.ts'
import { emptyMap, isMap, type Placed } from '../source/places.ts'
import { fromPointer, toPointer } from '../source/pointer.ts'
import type { Json, JsonObject, Source, SourceFile } from '../source/source.ts'
import { definedTwice } from './diagnostics.ts'

/** What one file says. */
export interface Part {
  readonly file: SourceFile
  readonly value: JsonObject
}

/** What one file says about one section. */
interface Piece {
  readonly file: SourceFile
  readonly value: Json
}

/** One section of the platform, and who holds what is inside. `inside` is the next segment of a pointer, if there is one. */
interface Section {
  readonly value: Json
  readonly owner: (inside: string | undefined) => { readonly file: SourceFile; readonly inside: string | undefined }
}

/**
 * Puts the files of a platform together: maps merge by their second-level keys, lists are joined in the order of the files (platform.yaml first, then by
 * path), and anything else stands in one file. A section of which nothing is written (`services:`) adds nothing.
 */
export function merge(root: SourceFile, parts: readonly Part[], report: Report): Pick<Source, 'value' | 'owner'> {
  const pieces = new Map<string, Piece[]>()
  for (const { file, value } of parts) {
    for (const [name, piece] of Object.entries(value)) {
      const known = pieces.get(name)
      if (known === undefined) pieces.set(name, [{ file, value: piece }])
      else known.push({ file, value: piece })
    }
  }
  const clash = reportClashes(report)
  const sections = new Map([...pieces].map(([name, some]) => [name, mergeSection(name, some, clash)]))
  const value = emptyMap()
  for (const [name, section] of sections) value[name] = section.value
  return { value, owner: (pointer) => ownerOf(pointer, sections, root) }
}

type Clash = (path: readonly string[], first: SourceFile, second: SourceFile) => void

function mergeSection(name: string, all: readonly Piece[], clash: Clash): Section {
  const pieces = all.filter((piece) => piece.value !== null)
  const [first = all[0] as Piece, ...others] = pieces
  const alone: Section = { value: first.value, owner: (inside) => ({ file: first.file, inside }) }
  if (others.length === 0) return alone
  const kind = kindOf(first.value)
  const alike = pieces.filter((piece) => kindOf(piece.value) === kind)
  for (const other of others) if (kindOf(other.value) !== kind) clash([name], first.file, other.file)
  if (kind === 'map') return mergeMaps(name, alike, clash)
  if (kind === 'list') return joinLists(alike)
  // Every file may say which version of the language it is written in.
  for (const other of alike.slice(1)) if (name !== 'apiVersion' || other.value !== first.value) clash([name], first.file, other.file)
  return alone
}

function kindOf(value: Json): 'map' | 'list' | 'scalar' {
  if (isMap(value)) return 'map'
  return Array.isArray(value) ? 'list' : 'scalar'
}

function mergeMaps(name: string, pieces: readonly Piece[], clash: Clash): Section {
  const value = emptyMap()
  const owners = new Map<string, SourceFile>()
  for (const piece of pieces) {
    for (const [key, inside] of Object.entries(piece.value as JsonObject)) {
      const owner = owners.get(key)
      if (owner !== undefined) clash([name, key], owner, piece.file)
      else {
        owners.set(key, piece.file)
        value[key] = inside
      }
    }
  }
  const [first] = pieces as readonly [Piece]
  return { value, owner: (inside) => ({ file: owners.get(inside ?? '') ?? first.file, inside }) }
}

function joinLists(pieces: readonly Piece[]): Section {
  const value: Json[] = []
  const items: { readonly file: SourceFile; readonly inside: string }[] = []
  for (const { file, value: list } of pieces) {
    for (const [index, item] of (list as readonly Json[]).entries()) {
      value.push(item)
      items.push({ file, inside: `${index}` })
    }
  }
  const [first] = pieces as readonly [Piece]
  return { value, owner: (inside) => items[Number(inside)] ?? { file: first.file, inside } }
}

function ownerOf(pointer: Pointer, sections: ReadonlyMap<string, Section>, root: SourceFile) {
  const [name = '', inside, ...rest] = fromPointer(pointer)
  const section = sections.get(name)
  if (section === undefined) return { file: root, pointer }
  const owner = section.owner(inside)
  return { file: owner.file, pointer: owner.inside === inside ? pointer : toPointer([name, owner.inside ?? '', ...rest]) }
}

/** Where a name stands in two files is looked up only when it does. */
function reportClashes(report: Report): Clash {
  const placed = new Map<SourceFile, Placed>()
  const keyOf = (file: SourceFile, pointer: Pointer) => {
    const read = placed.get(file) ?? readPlaced(file.text)
    placed.set(file, read)
    return spanIn(file, read, pointer, 'key')
  }
  return (path, first, second) => {
    const pointer = toPointer(path)
    const related = [{ message: 'and here', place: keyOf(first, pointer) }]
    report(definedTwice, keyOf(second, pointer), { name: path.join('.'), other: first.path }, { related })
  }
}
