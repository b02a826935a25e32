import { join } from 'node:path'
import type { Plugin } from 'esbuild'

const NOTHING = 'nothing'

/** Data that only some commands read, each a file of its own beside the engine: what every run loads stays small. Paths are from the root of the project. */
export const APART: readonly { readonly name: string; readonly source: string }[] = [
  { name: 'explanations', source: 'engine/explain/codes.generated.ts' },
  { name: 'schema', source: 'schema/generated/platform.schema.json' },
]

/** What the engine does not contain. */
export function elsewhere(root: string): Plugin {
  const apart = new Map(APART.map(({ name, source }) => [join(root, source), name]))
  return {
    name: 'elsewhere',
    setup({ onResolve, onLoad }) {
      // What commander could start, and platgen never does: loading it costs milliseconds of every run.
      onResolve({ filter: /^node:child_process$/ }, ({ path }) => ({ path, namespace: NOTHING }))
      onLoad({ filter: /.*/, namespace: NOTHING }, () => ({ contents: 'module.exports = {}', loader: 'js' }))
      onResolve({ filter: /\/import-module\.ts$/ }, () => ({ path: './launch.cjs', external: true }))
      onResolve({ filter: /^\..*\.(generated\.ts|json)$/ }, ({ path, resolveDir }) => {
        const name = apart.get(join(resolveDir, path))
        return name === undefined ? undefined : { path: `./${name}.cjs`, external: true }
      })
    },
  }
}
