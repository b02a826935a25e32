/** `npm run build`: the program, the SDK and the test harness as files that Node reads quickly, with their types. */
import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { nodeModules } from './node-modules-plugin.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const dist = join(root, 'dist')

rmSync(dist, { recursive: true, force: true })
await build({
  absWorkingDir: root,
  entryPoints: { platgen: 'engine/cli/platgen.ts', sdk: 'engine/sdk.ts', testing: 'engine/testing.ts' },
  outdir: dist,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  chunkNames: 'parts/[name]-[hash]',
  // Names stay, so that the stack of a bug report can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'linked',
  plugins: [nodeModules],
  logLevel: 'warning',
})
chmodSync(join(dist, 'platgen.js'), 0o755)
execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'engine/build/tsconfig.types.json'], {
  cwd: root,
  stdio: 'inherit',
})

const sizeOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
for (const name of ['platgen.js', 'sdk.js', 'testing.js']) console.log(`dist/${name}: ${kilobytes(statSync(join(dist, name)).size)}`)
console.log(`dist: ${kilobytes(sizeOf(dist))} of JavaScript`)

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`
}
