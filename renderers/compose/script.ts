import { shellWord } from '../_shared/quote/shell.ts'
import type { PublishedPort } from './ports.ts'
import type { NeededSecret } from './secrets.ts'

/** What .env.example and secrets.sh say. */
export interface ScriptView {
  readonly ports: readonly { readonly variable: string; readonly or: string }[]
  /** Variables that whoever builds has to set. */
  readonly builds: readonly string[]
  /** Words of the shell, but for the variable, which is a plain name or empty. */
  readonly secrets: readonly { readonly folder: string; readonly file: string; readonly variable: string }[]
}

/** The view of both: what can be said by whoever runs the platform, and what has to be. */
export function scriptView(
  needed: readonly NeededSecret[],
  builds: readonly string[],
  ports: ReadonlyMap<string, readonly PublishedPort[]>,
): ScriptView {
  return {
    ports: [...ports.values()].flat().map(({ published: { variable, or } }) => ({ variable, or })),
    builds,
    secrets: needed.map(({ secret, key, variable }) => ({
      folder: shellWord(secret),
      file: shellWord(`${secret}/${key}`),
      variable: variable === undefined ? '' : variable,
    })),
  }
}
