/** `npm run build`: the program, the SDK and the test harness as files that Node reads quickly, with their types. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build } from 'esbuild'
import { APART, elsewhere } from './bundle/elsewhere.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const bundle = join(root, 'engine/build/bundle')

const OPTIONS: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  // Names stay, so that the stack of a bug report can be read.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'linked',
  logLevel: 'warning',
  charset: 'ascii',
}

/** Builds everything into a folder. What was there before goes when everything was built. */
export async function buildInto(folder: string): Promise<void> {
  const fresh = `${folder}.new`
  try {
    await buildFresh(fresh)
    rmSync(folder, { recursive: true, force: true })
    renameSync(fresh, folder)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

async function buildFresh(dist: string): Promise<void> {
  await build({ ...OPTIONS, entryPoints: [join(bundle, 'whole.ts')], outfile: join(dist, 'engine.cjs'), plugins: [elsewhere(root)] })
  for (const { name, source } of APART) await buildApart(source, join(dist, `${name}.cjs`))
  const engine = readFileSync(join(dist, 'engine.cjs'))
  // launch.ts reads it as such. esbuild escapes what is in strings, not what is in regular expressions.
  if (engine.some((byte) => byte > 0x7f)) throw new Error('the engine is not ASCII: write \\u… in regular expressions')
  const hash = createHash('sha256').update(engine).digest('hex')
  const define = { ENGINE_HASH: JSON.stringify(hash.slice(0, 12)) }
  await build({ ...OPTIONS, entryPoints: [join(bundle, 'launch.ts')], outfile: join(dist, 'launch.cjs'), define })
  writeFileSync(join(dist, 'platgen.cjs'), "#!/usr/bin/env node\nrequire('./launch.cjs').engine().start()\n")
  chmodSync(join(dist, 'platgen.cjs'), 0o755)
  await writeDoor(dist, 'sdk', 'loadSdk')
  await writeDoor(dist, 'testing', 'loadTesting')
  await warmUp(dist)
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  execFileSync(process.execPath, [tsc, '-p', 'engine/build/tsconfig.types.json', '--outDir', join(dist, 'types')], {
    cwd: root,
    stdio: 'inherit',
  })
}

async function buildApart(source: string, outfile: string): Promise<void> {
  if (source.endsWith('.json')) writeFileSync(outfile, `module.exports = ${readFileSync(join(root, source), 'utf8').trimEnd()}\n`)
  else await build({ ...OPTIONS, entryPoints: [join(root, source)], outfile })
}

/** An ES module that opens one part of the engine. Its names have to stand in it, because they are read before it runs. */
async function writeDoor(dist: string, name: string, load: 'loadSdk' | 'loadTesting'): Promise<void> {
  const { engine } = createRequire(import.meta.url)(join(dist, 'launch.cjs')) as typeof import('./bundle/launch.ts')
  const names = Object.keys(await engine()[load]()).sort()
  const lines = [
    `import { engine } from './launch.cjs'`,
    `const part = await engine().${load}()`,
    `export const { ${names.join(', ')} } = part`,
  ]
  writeFileSync(join(dist, `${name}.js`), `${lines.join('\n')}\n`)
}

async function warmUp(dist: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'platgen-build-'))
  try {
    const program = join(folder, 'warm-up.mjs')
    await build({ ...OPTIONS, format: 'esm', entryPoints: [join(bundle, 'warm-up.ts')], outfile: program })
    execFileSync(process.execPath, [program, join(dist, 'launch.cjs'), folder], { stdio: 'inherit' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = join(root, 'dist')
  await buildInto(dist)
  for (const name of readdirSync(dist).sort())
    if (statSync(join(dist, name)).isFile()) console.log(`dist/${name}: ${(statSync(join(dist, name)).size / 1024).toFixed(1)} KB`)
}
