/** What platgen tells its user: one shape for every stage, and no way to say anything without a place. */

/** `error` stops the stage after this one; `warning` never does. */
export type Severity = 'error' | 'warning'

/** An RFC 6901 JSON Pointer into platform.yaml (all files taken together). The only way a value is named. */
export type Pointer = string

/** A range of one file's text, in UTF-16 code units from 0; `end` is exclusive. */
export interface Span {
  readonly file: string
  readonly start: number
  readonly end: number
}

/** The key or the value that a pointer names. Lines and columns are computed from it only when somebody asks. */
export interface Spot {
  readonly pointer: Pointer
  readonly on: 'key' | 'value'
}

/** Where something is. A stage that works on text gives a span, all others name what they mean. */
export type Place = Span | Spot

/** One change of a text. `remove` takes a whole entry with its key; `add` puts an entry into the map at `to` (which may not exist yet). */
export type Change =
  | { readonly replace: Place; readonly text: string }
  | { readonly remove: Spot }
  | { readonly add: { readonly to: Pointer; readonly key: string; readonly value: string } }

/** A likely repair. Its message is an imperative: "write `catalog`". */
export interface Fix {
  readonly message: string
  readonly changes: readonly Change[]
}

/** Another place that has to do with a finding, and what stands there. */
export interface RelatedPlace {
  readonly message: string
  readonly place: Place
}

/** One code: its severity and its words, with typed parameters. Call sites hold no prose. */
export interface Definition<Params> {
  /** `stage/what`, in words: `check/unknown-service`. Never reused, never deleted. */
  readonly code: `${string}/${string}`
  readonly severity: Severity
  /** One sentence that says what is wrong, in the platform's words. Starts lower-case or with a quoted name, ends without a full stop. */
  readonly message: (params: Params) => string
  /** What follows from it, or how to go on; printed under the excerpt. */
  readonly note?: (params: Params) => string | undefined
  /** What stands at its place must never be printed, because it looks like a secret. Neither the message nor a fix holds it, and excerpts hide it (conceal.ts). */
  readonly conceal?: true
}

/** A definition of a code. The identity function: it exists so that the parameters are inferred and codes can be found by name. */
export function defineDiagnostic<Params = Record<never, never>>(definition: Definition<Params>): Definition<Params> {
  return definition
}

/** A diagnostic before anybody asked for its line. */
export interface Finding {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  readonly note: string | undefined
  readonly place: Place
  readonly related: readonly RelatedPlace[]
  readonly fixes: readonly Fix[]
  /** The environments it was seen in; empty when it is true whatever the environment. */
  readonly environments: readonly string[]
  /** What stands at its place must never be printed. */
  readonly conceal?: true
}

/** What a call site may add to a report. */
export interface More {
  readonly related?: readonly RelatedPlace[]
  readonly fixes?: readonly Fix[]
  readonly environment?: string
  /** As in `Definition`, when only this value looks like a secret. The parameters and fixes must not hold it. */
  readonly conceal?: boolean
}

/** Reports one mistake of the user. */
export type Report = <Params>(definition: Definition<Params>, place: Place, params: Params, more?: More) => void

/** A range as people and editors count: lines and columns from 1, the end exclusive. */
export interface Range {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** A diagnostic as it is printed. This is the contract of `--format json`; see README.md. */
export interface Diagnostic extends Range {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  readonly note?: string
  readonly environments: readonly string[]
  readonly related: readonly (Range & { readonly message: string })[]
  readonly suggestions: readonly Suggestion[]
  /** What stands at its place must never be printed, by this diagnostic or by another one on the same line (conceal.ts). */
  readonly concealed?: true
}

/** A likely repair, as edits of the files. */
export interface Suggestion {
  readonly message: string
  readonly edits: readonly Edit[]
}

/** Replaces `[startOffset, endOffset)` of a file, in UTF-16 code units, by `text`. */
export interface Edit {
  readonly file: string
  readonly startOffset: number
  readonly endOffset: number
  readonly text: string
}
