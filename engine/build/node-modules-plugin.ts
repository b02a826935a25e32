import { isBuiltin } from 'node:module'
import type { Plugin } from 'esbuild'

/** What commander could start, and platgen never does: loading it costs milliseconds of every run. */
const UNUSED = new Set(['child_process'])
const NAMESPACE = 'node-module'

/** CommonJS packages ask for Node's modules with `require`, which an ES module does not have. Here they get what `import` gives. */
export const nodeModules: Plugin = {
  name: 'node-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?[a-z_]+(\/[a-z_]+)*$/ }, ({ path, kind }) =>
      kind === 'require-call' && isBuiltin(path) ? { path: path.replace(/^node:/, ''), namespace: NAMESPACE } : undefined,
    )
    onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({
      contents: UNUSED.has(path) ? 'module.exports = {}' : `import whole from 'node:${path}'; module.exports = whole`,
      loader: 'js',
    }))
  },
}
