import type { Pointer } from '../diagnostics/diagnostic.ts'

/** A JSON value as YAML's core schema gives it. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject
/** A map of JSON values. */
export interface JsonObject {
  readonly [key: string]: Json
}

/** One file of the platform. */
export interface SourceFile {
  /** As it is shown: relative to the folder platgen was called in, with `/`. */
  readonly path: string
  /** Decoded, without a byte order mark; offsets count from here. */
  readonly text: string
}

/** platform.yaml and its includes, as one value. Positions are computed from the texts when somebody asks (locate.ts). */
export interface Source {
  /** The first is platform.yaml itself, the others sorted by path. */
  readonly files: readonly SourceFile[]
  /** All files merged. Maps have no prototype, so `__proto__` is a key like any other. */
  readonly value: JsonObject
  /** The file that holds what the pointer names, and the pointer within that file. They differ where lists of several files were joined. */
  readonly owner: (pointer: Pointer) => { readonly file: SourceFile; readonly pointer: Pointer }
}
