/**
 * Nothing that can be written is without effect. Every leaf of the showcase, of every example, and of what no example can have is changed to another valid value, and every
 * optional entry is dropped: some artifact or some diagnostic has to change. A field that nobody reads cannot hide here.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { collectFindings } from '../../../engine/diagnostics/findings.ts'
import { loadPlan } from '../../../engine/plan/load.ts'
import { resolve } from '../../../engine/resolve/resolve.ts'
import { toPointer } from '../../../engine/source/pointer.ts'
import type { JsonObject } from '../../../engine/source/source.ts'
import { validate } from '../../../engine/validate/validate.ts'
import { root } from '../files.ts'
import { alternatives } from './alternatives.ts'
import { type Path, removeIn, setIn } from './mutate.ts'
import { declaredNames, type Place, placesOf } from './places.ts'
import { type Base, prepare, trial } from './trial.ts'

/** What stays out, and why. */
const EXEMPT: readonly { readonly path: RegExp; readonly why: string }[] = [
  { path: /^\/include\b/, why: 'decides which files are read, before there is a value to perturb' },
  { path: /^\/apiVersion$/, why: 'has one value' },
]

/** Golden cases with words that no example has, because a cluster of the conformance suite does not know their kinds. */
const GOLDEN = ['flagger', 'operators', 'storage', 'store-members'].map((name) => `test/golden/${name}`)

const examples = join(root, 'examples')
const platforms = [
  { name: 'the showcase', folder: root },
  ...(existsSync(examples) ? readdirSync(examples).map((name) => ({ name, folder: join(examples, name) })) : []),
  ...GOLDEN.map((name) => ({ name, folder: join(root, name) })),
].filter(({ folder }) => existsSync(join(folder, 'platform.yaml')))

/** Whether some other valid value at the leaf is noticed; undefined when no other value is valid there. */
async function isLeafRead(base: Base, place: Place & { type: 'leaf' }): Promise<boolean | undefined> {
  let valid = false
  for (const other of alternatives(place.value, place.node, (kind) => declaredNames(base.source.value, kind))) {
    const effect = await trial(base, setIn(base.source.value, place.path, other) as JsonObject, place.path)
    if (effect === 'invalid') continue
    if (effect !== 'none') return true
    valid = true
  }
  return valid ? false : undefined
}

/**
 * Whether it is noticed when the entry is gone. What says the default, or what holds anyway, decides nothing, and its leaves are tried by themselves:
 * only a map or a list has to be there for something.
 */
async function isEntryRead(base: Base, { path, value }: Place): Promise<boolean> {
  if (typeof value !== 'object' || value === null) return true
  const without = removeIn(base.source.value, path) as JsonObject
  // Asked first, because it takes no rendering.
  if (Object.keys(value).length > 0 && decidesNothing(base, without)) return true
  return (await trial(base, without, path)) !== 'none'
}

function decidesNothing(base: Base, value: JsonObject): boolean {
  const { report } = collectFindings()
  const source = { ...base.source, value }
  const platform = validate(source, report)
  return platform !== undefined && isDeepStrictEqual(resolve(platform, source, {}, base.outputs.texts, base.expand, report), base.models)
}

/** In how many files the places are tried, so that every core has some. */
const PARTS = 4

/** Declares the tests of one part: every fourth place of each platform. */
export function perturb(part: number): void {
  describe.each(platforms)('$name', ({ folder }) => {
    test('has no word without effect', { timeout: 240_000 }, async () => {
      const base = await prepare(folder)
      const all = placesOf(loadPlan(), base.source.value).filter(({ path }) => !EXEMPT.some((exempt) => exempt.path.test(toPointer(path))))
      const unread: string[] = []
      for (const place of all.filter((_, index) => index % PARTS === part)) {
        const isRead = place.type === 'leaf' ? await isLeafRead(base, place) : await isEntryRead(base, place)
        if (isRead !== true)
          unread.push(
            `${describePlace(place.path)}${place.type === 'entry' ? ' can be dropped' : isRead === undefined ? ' has no other valid value' : ' can be anything'}`,
          )
      }
      expect(unread).toEqual([])
      expect(all.length).toBeGreaterThan(20)
    })
  })
}

function describePlace(path: Path): string {
  return toPointer(path)
}
