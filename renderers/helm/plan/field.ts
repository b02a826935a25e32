import { isMap, type Json, type Variants, variantsOf } from '../../../engine/sdk.ts'

/** A field of a map, in every environment. */
export function field(place: Variants, ...path: readonly string[]): Variants {
  return variantsOf(place.values.map((value) => path.reduce<Json | undefined>(fieldOf, value)))
}

function fieldOf(value: Json | undefined, key: string): Json | undefined {
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined
}
