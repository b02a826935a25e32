import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Report, Spot } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/suggest.ts'
import type { Renderer } from '../render/renderer.ts'
import { rendererBroken, rendererNotFound, unknownOutput } from './diagnostics.ts'
import { importModule } from './import-module.ts'

/** A renderer of the user: a file beside platform.yaml, or an npm package installed there. The exact name is looked up, nothing is guessed. */
export async function loadRenderer(
  name: string,
  folder: string,
  builtin: readonly string[],
  report: Report,
): Promise<Renderer | undefined> {
  const place: Spot = { pointer: `/outputs/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, on: 'key' }
  const path = locate()
  if (path === undefined) return undefined
  try {
    const module = await importModule(pathToFileURL(path).href)
    const renderer = typeof module === 'object' && module !== null && 'default' in module ? module.default : undefined
    const reason = whyNot(renderer)
    if (reason === undefined) return renderer as Renderer
    report(rendererBroken, place, { name, reason })
  } catch (error) {
    report(rendererBroken, place, { name, reason: error instanceof Error ? error.message : String(error) })
  }
  return undefined

  function locate(): string | undefined {
    if (name.startsWith('.')) {
      const file = join(folder, name)
      if (existsSync(file)) return file
      report(rendererNotFound, place, { name })
      return undefined
    }
    try {
      return createRequire(join(folder, 'platform.yaml')).resolve(name)
    } catch {
      const near = nearest(name, builtin)
      const fixes = near === undefined ? [] : [{ message: `write \`${near}\``, changes: [{ replace: place, text: near }] }]
      report(unknownOutput, place, { name, nearest: near }, { fixes })
      return undefined
    }
  }
}

function whyNot(renderer: unknown): string | undefined {
  if (typeof renderer !== 'object' || renderer === null) return 'its default export is not a renderer; see `defineRenderer`'
  const { name, summary, options, platform, environment, service } = renderer as { readonly [key: string]: unknown }
  if (typeof name !== 'string' || !/^[a-z][a-z0-9-]*$/.test(name)) return '`name` has to be lower-case letters, digits and `-`'
  if (typeof summary !== 'string') return 'it has no `summary`'
  if (typeof options !== 'object' || options === null) return 'it has no `options`, the JSON Schema of its block'
  if (![platform, environment, service].some((generator) => typeof generator === 'function'))
    return 'it has none of `platform`, `environment` and `service`'
  return undefined
}
