/**
 * Run by the build in a process of its own: works like a user for a moment, and keeps what V8 compiled for that.
 * `node warm-up.cjs LAUNCH FOLDER`, where FOLDER is empty and LAUNCH is dist/launch.cjs.
 */
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const [, , launcher = '', folder = ''] = process.argv
const { cacheFile, compile, run } = createRequire(import.meta.url)(launcher) as typeof import('./launch.ts')

/** What people do all day. What they seldom do is compiled when they do it: the more is kept, the longer it takes to read. */
const CALLS = ['init --template spring', 'validate', 'render', 'render', 'validate --file nowhere.yaml']

process.chdir(folder)
process.stdout.write = () => true
process.stderr.write = () => true
const script = compile()
const { start } = run(script)
for (const call of CALLS) {
  process.argv = [process.execPath, launcher, ...call.split(' ')]
  await start()
}
writeFileSync(cacheFile, script.createCachedData())
process.exitCode = 0
