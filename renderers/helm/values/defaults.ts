import { equal, isMap, type Json } from '../../../engine/sdk.ts'
import type { Slot } from './slot.ts'

/**
 * What values.yaml says for a value, or undefined when it says nothing. Helm merges maps, and taking a key out of one is not reliable below subcharts;
 * so a map here has the keys of all environments, and the file of each environment adds the others.
 */
export function defaultOf({ presence, values, blank }: Slot, base: number): Json | undefined {
  const present = values.filter((value) => value !== undefined)
  switch (presence) {
    case 'set':
      return undefined
    case 'filled':
      return present.length === values.length ? general(present, values[base] ?? null) : blank
    case 'always': {
      const [first] = present
      if (first === undefined) return blank
      // Helm does not replace a map by something else: then nobody says anything before the environment does.
      return present.every((value) => isMap(value) === isMap(first)) ? general(present, values[base] ?? first) : undefined
    }
  }
}

/** What remains to be said where a default holds; undefined when nothing does. */
export function differenceOf(value: Json, fallback: Json | undefined): Json | undefined {
  if (fallback === undefined) return value
  if (!isMap(value) || !isMap(fallback)) return equal(value, fallback) ? undefined : value
  const different: Record<string, Json> = {}
  let isDifferent = false
  for (const [key, part] of Object.entries(value)) {
    const rest = differenceOf(part, Object.hasOwn(fallback, key) ? fallback[key] : undefined)
    if (rest === undefined) continue
    define(different, key, rest)
    isDifferent = true
  }
  return isDifferent ? different : undefined
}

/** The sample, without what is not a key of all of them. */
function general(values: readonly Json[], sample: Json): Json {
  if (!isMap(sample)) return sample
  const common: Record<string, Json> = {}
  for (const [key, part] of Object.entries(sample)) {
    const parts = values.map((value) => (isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined))
    const all = parts.filter((other) => other !== undefined)
    const isAlike = all.every((other) => isMap(other) === isMap(part))
    if (all.length === values.length && isAlike) define(common, key, general(all, part))
  }
  return common
}

/** Also for a key such as `__proto__`. */
export function define(map: Record<string, Json>, key: string, value: Json): void {
  Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true })
}
