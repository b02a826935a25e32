import { equal, type Json, type JsonObject } from '../../../engine/sdk.ts'
import { createNames } from './names.ts'
import type { Path } from './path.ts'
import type { Claim, Slot } from './slot.ts'

/** All values of one chart. No two places have one name, unless they are to have one and always agree. */
export interface Slots {
  readonly claim: (claim: Claim) => Slot
  /** Gives a group of values to one owner, who names what is in it. With a description, its keys are words of the user, who can add some. */
  readonly reserve: (wanted: Path, description?: string) => Group
  /** In the order of their first claim. */
  readonly list: () => readonly Slot[]
  /** The groups whose keys are words of the user. */
  readonly groups: () => readonly Group[]
}

/** A group of values that has one owner. */
export interface Group {
  readonly path: Path
  readonly description: string | undefined
  /** The value of a key, shared by all who claim it. Undefined when an environment would have to say two things. */
  readonly claim: (key: string, claim: Unnamed) => Slot | undefined
  /** Whether `claim` would give a value. */
  readonly fits: (key: string, claim: Unnamed) => boolean
  readonly keys: () => readonly string[]
}

type Unnamed = Omit<Claim, 'wanted' | 'share'>

/** A slot that can be replaced by one with the values of more places. */
interface Entry {
  slot: Slot
}

/** No value of the chart gets a name of `taken` at the top. */
export function createSlots(taken: ReadonlySet<string>): Slots {
  const names = createNames<Entry>(taken)
  const order: Entry[] = []
  const groups: Group[] = []

  return {
    claim({ wanted, share, ...claim }) {
      for (const path of wanted) {
        if (names.isFree(path)) return named(path, claim)
        const known = share === true ? names.find(path) : undefined
        const slot = known && joined(known, claim)
        if (slot !== undefined) return slot
      }
      return named(names.near(wanted.at(-1) ?? ['value']), claim)
    },
    reserve(wanted, description) {
      const path = names.near(wanted)
      names.close(path)
      const group = createGroup(path, description)
      if (description !== undefined) groups.push(group)
      return group
    },
    list: () => order.map(({ slot }) => slot),
    groups: () => groups,
  }

  function named(path: Path, claim: Unnamed): Slot {
    const entry = record(path, claim)
    names.take(path, entry)
    return entry.slot
  }

  function record(path: Path, { form, presence, values, blank, description, schema = {} }: Unnamed): Entry {
    const entry: Entry = { slot: { path, form, presence, values, blank, description, schema: fitting(schema, values) } }
    order.push(entry)
    return entry
  }

  function createGroup(path: Path, description: string | undefined): Group {
    const entries = new Map<string, Entry>()
    return {
      path,
      description,
      keys: () => [...entries.keys()],
      fits(key, claim) {
        const entry = entries.get(key)
        return entry === undefined || merge(entry.slot, claim) !== undefined
      },
      claim(key, claim) {
        const entry = entries.get(key)
        if (entry !== undefined) return joined(entry, claim)
        const created = record([...path, key], claim)
        entries.set(key, created)
        return created.slot
      },
    }
  }
}

function joined(entry: Entry, claim: Unnamed): Slot | undefined {
  const values = merge(entry.slot, claim)
  if (values === undefined) return undefined
  entry.slot = { ...entry.slot, values }
  return entry.slot
}

/** A list of the allowed values, unless an environment has another one: then it is no such list. */
function fitting({ enum: allowed, ...schema }: JsonObject, values: readonly (Json | undefined)[]): JsonObject {
  const fits = Array.isArray(allowed) && values.every((value) => value === undefined || (allowed as readonly Json[]).includes(value))
  return fits && allowed !== undefined ? { ...schema, enum: allowed } : schema
}

/** The values of both, or undefined when an environment would have to say two things. */
function merge(slot: Slot, claim: Unnamed): readonly (Json | undefined)[] | undefined {
  if (slot.form !== claim.form || slot.presence !== claim.presence || !equal(slot.blank, claim.blank)) return undefined
  const values: (Json | undefined)[] = []
  for (const [index, value] of slot.values.entries()) {
    const other = claim.values[index]
    if (value !== undefined && other !== undefined && !equal(value, other)) return undefined
    values.push(value ?? other)
  }
  return values
}
