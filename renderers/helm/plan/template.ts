import type { Json } from '../../../engine/sdk.ts'
import type { Path } from '../values/path.ts'
import type { Slot } from '../values/slot.ts'

/** A part of a template: data in which some places are read from the values. */
export type Template =
  /** The same in all environments. */
  | { readonly type: 'literal'; readonly value: Json }
  /** A text with the namespace of the release between its pieces. */
  | { readonly type: 'text'; readonly pieces: readonly string[] }
  /** What a value says; a map or list of any size, or a scalar. */
  | { readonly type: 'value'; readonly slot: Slot }
  /** What a value says, or a text with the namespace of the release in it when nobody says it. */
  | { readonly type: 'override'; readonly slot: Slot; readonly pieces: readonly string[] }
  /** The result of one of the chart's own named templates, a text. */
  | { readonly type: 'include'; readonly template: string; readonly argument: Path | undefined }
  /** The name of a Job, which is another one after an upgrade. */
  | { readonly type: 'jobName'; readonly base: Template & { readonly type: 'literal' | 'value' } }
  | { readonly type: 'map'; readonly entries: readonly Entry[]; readonly more?: Slot }
  | { readonly type: 'labels'; readonly role: 'object' | 'pod' | 'selector'; readonly entries: readonly Entry[]; readonly more?: Slot }
  /** `more` is a list of further items; `variables` a map of further variables of a container, without those that stand here. */
  | { readonly type: 'list'; readonly items: readonly Item[]; readonly more?: Slot; readonly variables?: Variables }
  /** An item for every item of a list of texts. */
  | { readonly type: 'each'; readonly slot: Slot; readonly key: string; readonly rest: readonly Entry[] }

/** A key of a map, with the condition under which it is there. */
export interface Entry {
  readonly key: string
  readonly template: Template
  readonly when?: Condition
}

/** An item of a list, with the condition under which it is there. */
export interface Item {
  readonly template: Template
  readonly when?: Condition
}

/**
 * When a part is there. `true` and `false` ask a switch; `filled` and `set` ask a value, see Presence; `unset` asks whether a map leaves out a key;
 * `more` whether a container has variables beyond those that its template names.
 */
export type Condition =
  | { readonly test: 'true' | 'false' | 'filled' | 'set'; readonly path: Path }
  | { readonly test: 'unset'; readonly path: Path; readonly key: string }
  | { readonly test: 'more'; readonly variables: Variables }

/** The variables of a container that its map of values holds beyond those that the template names. */
export interface Variables {
  readonly path: Path
  /** Those that the template names; asked for when everything is planned. */
  readonly named: () => readonly string[]
}
