import type { Spot } from '../diagnostics/diagnostic.ts'
import type { Layers } from './layers.ts'
import type { At, Model } from './model.ts'

/** The layers of each model: a side table, so that neither the model nor the output carries where things come from. */
const layersByModel = new WeakMap<Model, Layers>()

export function rememberLayers(model: Model, layers: Layers): void {
  layersByModel.set(model, layers)
}

export function layersOfModel(model: Model): Layers {
  const layers = layersByModel.get(model)
  if (layers === undefined) throw new Error('a model that the resolver did not make has no origins')
  return layers
}

/** The place of a value, by its path in the language; whoever decided it in this environment. */
export const at: At = (model, ...path) => ({ pointer: layersOfModel(model).winner(path.map(String)), on: 'value' })

/** The place of a key. */
export const atKey: At = (model, ...path): Spot => ({ pointer: layersOfModel(model).winner(path.map(String)), on: 'key' })
