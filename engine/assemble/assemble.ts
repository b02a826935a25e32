import { dirname, resolve as resolvePath } from 'node:path'
import type { WrittenPlatform } from '../../schema/generated/written.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/suggest.ts'
import type { Packager } from '../package/packager.ts'
import type { Renderer } from '../render/renderer.ts'
import type { JsonObject } from '../source/source.ts'
import { builtinPackagers, builtinRenderers } from './builtin.ts'
import { unknownOnly } from './diagnostics.ts'
import { loadRenderer } from './load-renderer.ts'
import { decideOptions } from './options.ts'
import type { ChosenPackager, ChosenRenderer, Outputs } from './outputs.ts'
import { readTexts, textReader } from './texts.ts'

/** Finds what is to run: what platgen brings along, and what the user names under `outputs`, a file or an npm package. */
export async function assemble(
  platform: WrittenPlatform,
  request: { readonly file: string; readonly cwd: string; readonly only?: readonly string[] },
  report: Report,
): Promise<Outputs> {
  const folder = dirname(resolvePath(request.cwd, request.file))
  const read = textReader(folder)
  const written = (platform.outputs ?? {}) as { readonly [name: string]: JsonObject }
  const renderers: ChosenRenderer[] = []
  const packagers: ChosenPackager[] = []

  for (const name of new Set([...Object.keys(builtinRenderers), ...Object.keys(builtinPackagers), ...Object.keys(written)])) {
    const block = Object.hasOwn(written, name) ? written[name] : undefined
    if (block?.enabled === false) continue
    const found = await find(name, block)
    if (found === undefined) continue
    const { enabled: _enabled, templates: replaced, ...rest } = block ?? {}
    const options = await decideOptions(name, found.thing.options, rest, report)
    if (found.type === 'packager') packagers.push({ packager: found.thing, options })
    else renderers.push({ renderer: found.thing, options, templates: readTexts(name, replaced, read, report), from: found.from })
  }
  const names = [...renderers.map(({ renderer }) => renderer.name), ...packagers.map(({ packager }) => packager.name)]
  for (const name of request.only ?? [])
    if (!names.includes(name))
      report(unknownOnly, { pointer: '/outputs', on: 'key' }, { name, known: names, nearest: nearest(name, names) })

  return { renderers, packagers, texts: textsOfFiles() }

  async function find(
    name: string,
    block: JsonObject | undefined,
  ): Promise<
    | { readonly type: 'renderer'; readonly thing: Renderer; readonly from: string }
    | { readonly type: 'packager'; readonly thing: Packager }
    | undefined
  > {
    const renderer = Object.hasOwn(builtinRenderers, name) ? await builtinRenderers[name]?.() : undefined
    if (renderer !== undefined)
      return block === undefined && renderer.automatic !== true ? undefined : { type: 'renderer', thing: renderer, from: 'built-in' }
    const packager = Object.hasOwn(builtinPackagers, name) ? await builtinPackagers[name]?.() : undefined
    if (packager !== undefined) return block === undefined && !packager.automatic ? undefined : { type: 'packager', thing: packager }
    const thing = await loadRenderer(name, folder, [...Object.keys(builtinRenderers), ...Object.keys(builtinPackagers)], report)
    return thing === undefined ? undefined : { type: 'renderer', thing, from: name }
  }

  /** `files.*.from` of every service and overlay, the keys of issuers, and Dockerfiles of the user. What can't be read is told where it is used; a Dockerfile may lie elsewhere. */
  function textsOfFiles(): ReadonlyMap<string, string> {
    const texts = new Map<string, string>()
    const take = (path: string): void => {
      const text = texts.has(path) ? undefined : read(path)
      if (typeof text === 'string') texts.set(path, text)
    }
    for (const [name, service] of Object.entries(platform.services ?? {}))
      for (const part of [service, ...Object.values(service.environments ?? {})]) {
        for (const file of Object.values(part?.files ?? {})) if (typeof file?.from === 'string') take(file.from)
        const build = { ...service.build, ...part?.build }
        if (build.stack === 'dockerfile') take(`${build.context ?? name}/${build.dockerfile ?? 'Dockerfile'}`)
      }
    for (const { mesh } of [platform, ...Object.values(platform.environments ?? {})])
      for (const issuer of Object.values(mesh?.issuers ?? {})) if (typeof issuer?.keys?.file === 'string') take(issuer.keys.file)
    return texts
  }
}
