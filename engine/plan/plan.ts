import type { KindName } from '../kinds/kinds.ts'
import type { Json } from '../source/source.ts'

/**
 * The schema as the normaliser and the resolver walk it: the language without its prose, linked and ready.
 * Written by `npm run generate` into schema/generated/plan.json, which names nodes where this links them.
 */
export type PlanNode = ObjectNode | MapNode | ListNode | ScalarNode | AnyNode

/** A closed set of keys. */
export interface ObjectNode {
  readonly type: 'object'
  readonly props: { readonly [key: string]: PlanNode }
  readonly required: readonly string[]
  /** The key that a scalar or list, written instead of the object, stands for. */
  readonly short?: string
  /** Whether the object is there (as its defaults) when nobody writes it. */
  readonly present?: boolean
}

/** Names of the user's choice, all of one shape. */
export interface MapNode {
  readonly type: 'map'
  readonly of: PlanNode
  /** What a key has to look like. */
  readonly keyKind?: KindName
  /** What a key names: one of these kinds of things. */
  readonly keyRef?: readonly string[]
  /** Whether a list of names may be written for a map of empty objects. */
  readonly short?: true
  /** Whether the values are overlays of the object that holds this map: `environments`. */
  readonly overlay?: true
  /** Whether an empty map is there when nobody writes it. */
  readonly present?: boolean
}

export interface ListNode {
  readonly type: 'list'
  readonly of: PlanNode
  /** Whether a single item may be written for a list of one. */
  readonly short?: true
  readonly default?: readonly Json[]
}

export interface ScalarNode {
  readonly type: 'scalar'
  readonly json: readonly ('string' | 'number' | 'integer' | 'boolean')[]
  readonly kind?: KindName
  /** What the text names: one of these kinds of things. */
  readonly ref?: readonly string[]
  readonly enum?: readonly Json[]
  readonly default?: Json
  /** Whether `${` means nothing here. */
  readonly literal?: true
}

/** Anything: options of renderers, contents of patches. `props` are the keys that are known all the same. */
export interface AnyNode {
  readonly type: 'any'
  readonly props?: { readonly [key: string]: PlanNode }
  readonly default?: Json
}
