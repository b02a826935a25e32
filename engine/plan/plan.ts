import type { KindName } from '../kinds/kinds.ts'
import type { Json } from '../source/source.ts'

/**
 * The schema as the normaliser and the resolver walk it: the language without its prose, linked and ready.
 * Written by `npm run generate` into schema/generated/plan.json, which names nodes where this links them.
 *
 * A value is *partial* when it only changes another one: the values of a map with `overlay`, and an object with `partial`. There `null` removes,
 * nothing is required, no default is filled in, and maps with `overlay` are unknown. That goes on below objects and maps, which merge by key,
 * and ends at lists, which replace, so that their items are complete.
 */
export type PlanNode = ObjectNode | MapNode | ListNode | ScalarNode | AnyNode

/** A closed set of keys, apart from those that start with `x-`, which belong to the user. */
export interface ObjectNode {
  readonly type: 'object'
  /** Without a prototype, so that every key can be looked up. */
  readonly props: { readonly [key: string]: PlanNode }
  readonly required: readonly string[]
  /** The key that a scalar or list, written instead of the object, stands for. */
  readonly short?: string
  /** Whether the object is there (as its defaults) when nobody writes it. */
  readonly present?: boolean
  /** Whether one of its words is to be said, so that another one replaces it instead of joining it. */
  readonly whole?: true
  /** Whether it only changes another object of this shape, as the sections of an environment do. */
  readonly partial?: true
}

/** Names of the user's choice, all of one shape. */
export interface MapNode {
  readonly type: 'map'
  readonly of: PlanNode
  /** What a key has to look like. */
  readonly keyKind?: KindName
  /** What a key names: one of these kinds of things. */
  readonly keyRef?: readonly ReferenceKind[]
  /** Whether a list of names may be written for a map of empty objects. */
  readonly short?: true
  /** Whether the values are overlays of the object that holds this map: `environments`. */
  readonly overlay?: true
  /** Whether it only changes another map of this shape. */
  readonly partial?: true
  /** Whether an empty map is there when nobody writes it. */
  readonly present?: boolean
  /** The map that is there when nobody writes it, where that is not an empty one. */
  readonly default?: { readonly [key: string]: Json }
}

/** Items of one shape, in an order that means something. */
export interface ListNode {
  readonly type: 'list'
  readonly of: PlanNode
  /** Whether a single item may be written for a list of one. */
  readonly short?: true
  /** Whether no item may stand there twice. */
  readonly unique?: true
  readonly default?: readonly Json[]
}

/** A text, a number or a boolean. */
export interface ScalarNode {
  readonly type: 'scalar'
  /** The types that its long form has. */
  readonly json: readonly ScalarType[]
  readonly kind?: KindName
  /** What the text names: one of these kinds of things. */
  readonly ref?: readonly ReferenceKind[]
  readonly enum?: readonly Json[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly default?: Json
  /** Whether `${` means nothing here. */
  readonly literal?: true
}

/** Anything: options of renderers, contents of patches. `props` are the keys that are known all the same. */
export interface AnyNode {
  readonly type: 'any'
  readonly props?: { readonly [key: string]: PlanNode }
  readonly default?: Json
  /** Whether `${` means nothing in the texts below. */
  readonly literal?: true
}

/** The types of a scalar. `integer` is a number without a fraction. */
export type ScalarType = 'string' | 'number' | 'integer' | 'boolean'

/** What `x-ref` and `x-keys-ref` can name. */
export const referenceKinds = [
  'authorizer',
  'channel',
  'class',
  'config',
  'egressGateway',
  'environment',
  'external',
  'gateway',
  'issuer',
  'logFormat',
  'logOutput',
  'port',
  'role',
  'service',
  'snapshotClass',
  'store',
  'version',
  'volume',
  'workload',
] as const
/** A kind of thing that is declared under a name. */
export type ReferenceKind = (typeof referenceKinds)[number]
