/**
 * Loads the engine. V8 needs as long to compile it as to run it for a small platform, so the build keeps what V8 made of it
 * (https://nodejs.org/docs/latest-v20.x/api/vm.html#scriptcreatecacheddata). That is of use to the same version of Node alone; others compile it anew, and
 * those that can keep the result themselves (`module.enableCompileCache`, since Node 22.1).
 */
import { existsSync, readFileSync } from 'node:fs'
import module, { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { Script } from 'node:vm'

/** Set by the build: V8 itself only compares the lengths of texts. */
declare const ENGINE_HASH: string

/** What engine.cjs exports (whole.ts). */
export interface Engine {
  readonly start: () => Promise<void>
  readonly loadSdk: () => Promise<object>
  readonly loadTesting: () => Promise<object>
}

const file = join(__dirname, 'engine.cjs')

/** What V8 made of the engine. The name says of which engine, and by which Node. */
export const cacheFile: string = join(__dirname, `engine-${ENGINE_HASH}-${process.version}-${process.arch}.cache`)

let loaded: Engine | undefined

/** The engine, once for everybody in this process. */
export function engine(): Engine {
  loaded ??= existsSync(cacheFile) ? run(compile(readFileSync(cacheFile))) : required()
  return loaded
}

/** In the place of engine/assemble/import-module.ts: a script that V8 has from its cache cannot import. */
export function importModule(url: string): Promise<unknown> {
  return import(url)
}

function required(): Engine {
  if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function') module.enableCompileCache()
  return createRequire(__filename)(file) as Engine
}

/** The engine as a script that was not run yet. */
export function compile(cachedData?: Buffer): Script {
  // esbuild writes ASCII, which is read several times as fast when nobody looks for more.
  return new Script(`(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`, {
    // V8 keeps the name too, and the folder in which it was built is nobody's business.
    filename: basename(file),
    ...(cachedData === undefined ? {} : { cachedData }),
  })
}

/** Runs it as Node runs a CommonJS module. */
export function run(script: Script): Engine {
  const made = { exports: {} as Engine }
  const wrapped = script.runInThisContext() as (
    exports: object,
    require: NodeJS.Require,
    module: object,
    file: string,
    folder: string,
  ) => void
  wrapped(made.exports, createRequire(file), made, file, dirname(file))
  return made.exports
}
