import type { Plugin } from 'esbuild'

const NOTHING = 'nothing'

/** What the engine does not contain. */
export const elsewhere: Plugin = {
  name: 'elsewhere',
  setup({ onResolve, onLoad }) {
    // What commander could start, and platgen never does: loading it costs milliseconds of every run.
    onResolve({ filter: /^node:child_process$/ }, ({ path }) => ({ path, namespace: NOTHING }))
    onLoad({ filter: /.*/, namespace: NOTHING }, () => ({ contents: 'module.exports = {}', loader: 'js' }))
    onResolve({ filter: /\/import-module\.ts$/ }, () => ({ path: './launch.cjs', external: true }))
  },
}
