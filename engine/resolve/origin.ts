import type { Pointer, Spot } from '../diagnostics/diagnostic.ts'
import type { PlanNode } from '../plan/plan.ts'
import { child } from '../source/json.ts'
import { toPointer } from '../source/pointer.ts'
import type { Json } from '../source/source.ts'
import { below, type Layers, type PlacedLayer } from './layers.ts'
import type { At, Model } from './model.ts'

/** The layers of each model: a side table, so that neither the model nor the output carries where things come from. */
const layersByModel = new WeakMap<Model, Layers>()

/** Merges what a path of the language names, as this environment sees it. */
export type Section = (node: PlanNode, ...path: readonly string[]) => Json | undefined

const sectionByModel = new WeakMap<Model, Section>()

/** Keeps who speaks about what in a model, and how its sections are merged. */
export function rememberLayers(model: Model, layers: Layers, section: Section): void {
  layersByModel.set(model, layers)
  sectionByModel.set(model, section)
}

/** How the words of a model are merged again, for whoever wants to see them. */
export function sectionOfModel(model: Model): Section {
  const section = sectionByModel.get(model)
  if (section === undefined) throw new Error('a model that the resolver did not make has no words')
  return section
}

/** Who speaks about what in a model. */
export function layersOfModel(model: Model): Layers {
  const layers = layersByModel.get(model)
  if (layers === undefined) throw new Error('a model that the resolver did not make has no origins')
  return layers
}

/** The place of a value, by its path in the language; whoever decided it in this environment. */
export const at: At = (model, ...path) => ({ pointer: layersOfModel(model).winner(path.map(String)), on: 'value' })

/** The place of a key. */
export const atKey: At = (model, ...path): Spot => ({ pointer: layersOfModel(model).winner(path.map(String)), on: 'key' })

/** Somebody who says something about a value. */
export interface Say {
  readonly pointer: Pointer
  readonly value: Json
}

/** Who decided a value: whoever is first, if anybody; all others said it too, and lost. Nobody means that it is a default of the language. */
export function saysOf(model: Model, path: readonly string[]): readonly Say[] {
  const { layers, depth } = layersOfModel(model).of(path)
  const rest = path.slice(depth)
  let speakers: readonly PlacedLayer[] = layers
  for (const segment of rest) speakers = below(speakers, segment)
  if (speakers.length === 0) return []
  const says: Say[] = []
  for (let index = layers.length - 1; index >= 0; index--) {
    const { pointer, value } = layers[index] as PlacedLayer
    let said: Json | undefined = value
    for (const segment of rest) said = Array.isArray(said) ? (said as readonly Json[])[Number(segment)] : child(said, segment)
    if (said !== undefined) says.push({ pointer: pointer + toPointer(rest), value: said })
  }
  return says
}

/** The place of a key that somebody wrote exactly, or undefined for a default. */
export function writtenAt(model: Model, ...path: readonly (string | number)[]): Spot | undefined {
  const [first] = saysOf(model, path.map(String))
  return first === undefined || first.value === null ? undefined : { pointer: first.pointer, on: 'key' }
}
