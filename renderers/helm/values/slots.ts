import { equal, type Json, type JsonObject } from '../../../engine/sdk.ts'
import type { Path } from './path.ts'
import type { Claim, Slot } from './slot.ts'

/** All values of one chart. No two places have one name, unless they are to have one and always agree. */
export interface Slots {
  readonly claim: (claim: Claim) => Slot
  /** Gives a map of values to one owner, who names what is in it: the variables of a container. */
  readonly reserve: (wanted: readonly Path[], description: string) => Reserved
  /** In the order of their first claim. */
  readonly list: () => readonly Slot[]
  readonly maps: () => readonly Reserved[]
}

/** A map of values whose keys are the owner's own words. */
export interface Reserved {
  readonly path: Path
  readonly description: string
  /** The value of a key, shared by all who claim it. Undefined when an environment would have to say two things. */
  readonly claim: (key: string, claim: Omit<Claim, 'wanted' | 'share'>) => Slot | undefined
  /** Whether `claim` would give a value. */
  readonly fits: (key: string, claim: Pick<Claim, 'form' | 'presence' | 'values'>) => boolean
  readonly keys: () => readonly string[]
}

/** A slot that can be replaced by one with the values of more places. */
interface Entry {
  slot: Slot
}

interface Node {
  readonly below: Map<string, Node>
  entry: Entry | undefined
  isReserved: boolean
}

const emptyNode = (): Node => ({ below: new Map(), entry: undefined, isReserved: false })

/** No value of the chart gets a name of `taken` at the top. */
export function createSlots(taken: ReadonlySet<string>): Slots {
  const root = emptyNode()
  const order: Entry[] = []
  const maps: Reserved[] = []

  /** Whether nothing stands at the path, above it or below it. */
  function isFree(path: Path): boolean {
    if (taken.has(path[0] ?? '')) return false
    let node = root
    for (const segment of path) {
      if (node.entry !== undefined || node.isReserved) return false
      const next = node.below.get(segment)
      if (next === undefined) return true
      node = next
    }
    return false
  }

  function create(path: Path): Node {
    let node = root
    for (const segment of path) {
      const next = node.below.get(segment) ?? emptyNode()
      node.below.set(segment, next)
      node = next
    }
    return node
  }

  function find(path: Path): Node | undefined {
    let node: Node | undefined = root
    for (const segment of path) node = node?.below.get(segment)
    return node
  }

  function record(path: Path, { form, presence, values, blank, description, schema = {} }: Omit<Claim, 'wanted' | 'share'>): Entry {
    const entry: Entry = { slot: { path, form, presence, values, blank, description, schema: fitting(schema, values) } }
    order.push(entry)
    return entry
  }

  return {
    claim(claim) {
      for (const path of names(claim.wanted)) {
        if (isFree(path)) {
          const created = record(path, claim)
          create(path).entry = created
          return created.slot
        }
        const entry = claim.share === true ? find(path)?.entry : undefined
        const values = entry && merge(entry.slot, claim)
        if (entry === undefined || values === undefined) continue
        entry.slot = { ...entry.slot, values }
        return entry.slot
      }
      throw new Error('names never end')
    },
    reserve(wanted, description) {
      for (const path of names(wanted)) {
        if (!isFree(path)) continue
        const reserved = reservedMap(path, description)
        create(path).isReserved = true
        maps.push(reserved)
        return reserved
      }
      throw new Error('names never end')
    },
    list: () => order.map(({ slot }) => slot),
    maps: () => maps,
  }

  function reservedMap(path: Path, description: string): Reserved {
    const entries = new Map<string, Entry>()
    const merged: Reserved['fits'] = (key, claim) => {
      const entry = entries.get(key)
      return entry === undefined || merge(entry.slot, claim) !== undefined
    }
    return {
      path,
      description,
      fits: merged,
      keys: () => [...entries.keys()],
      claim(key, claim) {
        const entry = entries.get(key)
        if (entry === undefined) {
          const created = record([...path, key], claim)
          entries.set(key, created)
          return created.slot
        }
        const values = merge(entry.slot, claim)
        if (values === undefined) return undefined
        entry.slot = { ...entry.slot, values }
        return entry.slot
      },
    }
  }
}

/** A list of the allowed values, unless an environment has another one: then it is no such list. */
function fitting({ enum: allowed, ...schema }: JsonObject, values: readonly (Json | undefined)[]): JsonObject {
  const fits = Array.isArray(allowed) && values.every((value) => value === undefined || (allowed as readonly Json[]).includes(value))
  return fits && allowed !== undefined ? { ...schema, enum: allowed } : schema
}

/** The wanted names, then the last of them with a number. */
function* names(wanted: readonly Path[]): Iterable<Path> {
  yield* wanted
  const last = wanted.at(-1) ?? ['value']
  for (let number = 2; ; number++) yield [...last.slice(0, -1), `${last.at(-1)}${number}`]
}

/** The values of both, or undefined when an environment would have to say two things. */
function merge(slot: Slot, claim: Pick<Claim, 'form' | 'presence' | 'values' | 'blank'>): readonly (Json | undefined)[] | undefined {
  if (slot.form !== claim.form || slot.presence !== claim.presence || !equal(slot.blank, claim.blank)) return undefined
  const values: (Json | undefined)[] = []
  for (const [index, value] of slot.values.entries()) {
    const other = claim.values[index]
    if (value !== undefined && other !== undefined && !equal(value, other)) return undefined
    values.push(value ?? other)
  }
  return values
}
