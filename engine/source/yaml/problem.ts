/** What is wrong in a text, before anybody said it in words. Offsets are UTF-16 code units from 0, ends are exclusive. */
export interface Problem {
  readonly kind:
    | 'syntax'
    | 'unclosed-quote'
    | 'unclosed-bracket'
    | 'several-documents'
    | 'directive'
    | 'anchor'
    | 'alias'
    | 'tag'
    | 'merge-key'
    | 'complex-key'
    | 'empty-key'
    | 'duplicate-key'
    | 'missing-colon'
    | 'inexact-number'
    | 'too-deep'
    | 'too-many-tokens'
  readonly start: number
  readonly end: number
  /** For `syntax`: the code of the yaml package, https://eemeli.org/yaml/#errors, or `OUTSIDE_DOCUMENT` for what is behind the end of everything. */
  readonly code?: string
  /** Where the other of the two is: the first of two equal keys, or where an open bracket meets what it cannot hold. */
  readonly other?: { readonly start: number; readonly end: number }
}

/** Notes a problem. */
export type AddProblem = (problem: Problem) => void
