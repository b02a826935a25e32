import type { Model } from '../../../engine/sdk.ts'
import type { BaseImages } from '../../_shared/base-images.ts'
import type { BuiltService } from '../../_shared/built-services.ts'
import { dockerfileHeredoc } from '../../_shared/quote/dockerfile.ts'

/** What a stack is told of. */
export interface StackInput {
  readonly built: BuiltService
  readonly images: BaseImages
  /** The port that its server is told to listen on. */
  readonly port: number | undefined
  /** Paths that are writable in any environment. */
  readonly writable: readonly string[]
  /** Bytes: what fits there fits everywhere. */
  readonly memory: number
  /** The format of its log, which is one for all environments. */
  readonly logs: Model['services'][string]['logs']['format']
  /** Fills one of the templates of companion files. */
  readonly template: (name: string, view: object) => string
}

/** What differs between stacks. */
export interface StackView {
  /** The exec form. */
  readonly entrypoint: string
  readonly files: readonly HeredocView[]
  readonly [name: string]: unknown
}

/** A companion file, written by the Dockerfile itself. */
export interface HeredocView {
  readonly path: string
  /** A flag with a space in front, or nothing. */
  readonly mode: string
  readonly delimiter: string
  readonly text: string
}

/** A file that the Dockerfile brings along. Its path is one that we chose. */
export function companion(path: string, text: string, executable = false): HeredocView {
  const name = (path.split('/').at(-1) ?? '').replace(/\W/g, '_').toUpperCase()
  return { path, mode: executable ? ' --chmod=0555' : '', ...dockerfileHeredoc(text, name) }
}
