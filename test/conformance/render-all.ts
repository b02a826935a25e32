import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { isMap, parseDocument } from 'yaml'
import { allPlatforms, type Platform, type Rendered, renderPlatform } from './platforms.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Every platform, rendered. */
    readonly rendered: readonly Rendered[]
    /** The same platforms one release later: every image that they build has another tag. */
    readonly next: readonly Rendered[]
    /** What platgen told about them, where there should be nothing to tell. */
    readonly unclean: readonly string[]
  }
}

const NEXT = '99.0.0'

/** Renders everything once, for all files of tests. */
export default async function setup(project: TestProject): Promise<() => void> {
  const scratch = mkdtempSync(join(tmpdir(), 'platgen-conformance-'))
  const remove = () => rmSync(scratch, { recursive: true, force: true })
  try {
    const rendered: Rendered[] = []
    const next: Rendered[] = []
    const unclean: string[] = []
    const add = (to: Rendered[], result: Awaited<ReturnType<typeof renderPlatform>>) =>
      'unclean' in result ? unclean.push(...result.unclean) : to.push(result)
    for (const platform of allPlatforms()) {
      add(rendered, await renderPlatform(platform, join(scratch, 'now', platform.name)))
      add(next, await renderPlatform(released(platform, join(scratch, 'source', platform.name)), join(scratch, 'next', platform.name)))
    }
    project.provide('unclean', unclean)
    project.provide('rendered', rendered)
    project.provide('next', next)
  } catch (error) {
    remove()
    throw error
  }
  return remove
}

/** A copy of a platform after its next release. */
function released(platform: Platform, copy: string): Platform {
  mkdirSync(copy, { recursive: true })
  const skipped = new Set(['node_modules', 'out', '.git', 'dist', 'test', 'examples'])
  cpSync(platform.folder, copy, { recursive: true, filter: (path) => path === platform.folder || !skipped.has(basename(path)) })
  const file = join(copy, 'platform.yaml')
  const document = parseDocument(readFileSync(file, 'utf8'))
  document.set('version', NEXT)
  const releases: unknown = document.get('releases')
  if (isMap(releases))
    for (const { key, value } of releases.items)
      if (isMap(value)) for (const service of value.items) document.setIn(['releases', String(key), String(service.key)], NEXT)
  writeFileSync(file, String(document))
  return { name: platform.name, folder: copy }
}
