/** `npm run build`: the program, the SDK and the test harness as files that Node reads quickly, with their types. */
import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { nodeModules } from './node-modules-plugin.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Builds everything into a folder, which is emptied before. */
export async function buildInto(dist: string): Promise<void> {
  rmSync(dist, { recursive: true, force: true })
  await build({
    absWorkingDir: root,
    entryPoints: { platgen: 'engine/cli/platgen.ts', sdk: 'engine/sdk.ts', testing: 'engine/testing.ts' },
    outdir: dist,
    bundle: true,
    // What the three share exists once: a renderer of the user asks the SDK about models that the program made.
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
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const options = ['-p', 'engine/build/tsconfig.types.json', '--outDir', join(dist, 'types')]
  execFileSync(process.execPath, [tsc, ...options], { cwd: root, stdio: 'inherit' })
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = join(root, 'dist')
  await buildInto(dist)
  for (const name of ['platgen.js', 'sdk.js', 'testing.js']) console.log(`dist/${name}: ${kilobytes(statSync(join(dist, name)).size)}`)
  console.log(`dist: ${kilobytes(sizeOf(dist))} of JavaScript`)
}
