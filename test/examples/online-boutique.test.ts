/**
 * Online Boutique, said anew, means what its authors mean: the objects of both sides are compared fact by fact (meaning/facts.ts), and every difference is one that
 * online-boutique.differences.yaml gives a reason for, and which is still there. The originals are not in this repository; without them there is nothing to compare with.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { run } from '../../engine/pipeline.ts'
import { type Found, parseObjects, readObjects } from '../conformance/objects.ts'
import { type Difference, differencesOf, type Explanation, explains } from './meaning/differences.ts'
import { factsOf } from './meaning/facts.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const cases = at('../../../shared/cases/online-boutique')
const example = at('../../examples/online-boutique')

/** The sides of a comparison: folders of the originals, and an environment of ours. */
const SIDES = [
  { environment: 'plain', folders: ['kubernetes'] },
  { environment: 'mesh', folders: ['mesh', 'istio'] },
]
const explanations = parse(readFileSync(at('online-boutique.differences.yaml'), 'utf8')) as {
  readonly [environment: string]: readonly Explanation[]
}

const present = existsSync(cases)
if (!present) console.warn(`SKIPPED: Online Boutique is compared with nothing, because its manifests are not at ${cases}`)

describe.skipIf(!present).each(SIDES)('$environment', ({ environment, folders }) => {
  let differences: readonly Difference[] = []
  const reasons = [...(explanations.everywhere ?? []), ...(explanations[environment] ?? [])]

  beforeAll(async () => {
    differences = differencesOf(factsOf(folders.flatMap(originals)), factsOf(await rendered(environment)))
  })

  test('means the same, but for what has a reason', () => {
    const unexplained = differences.filter((difference) => !reasons.some((explanation) => explains(explanation, difference)))
    expect(unexplained.map(({ fact, original, ours }) => `${fact} is ${original ?? 'absent'}, ours ${ours ?? 'absent'}`)).toEqual([])
  })

  test('no reason is given for what is the same', () => {
    const idle = reasons.filter((explanation) => !differences.some((difference) => explains(explanation, difference)))
    expect(idle).toEqual([])
  })
})

test.skipIf(!present)('takes at most a quarter of the lines', () => {
  const files = ['kubernetes', 'istio', 'mesh'].flatMap((folder) =>
    readdirSync(join(cases, folder)).map((name) => join(cases, folder, name)),
  )
  const before = files.reduce((sum, file) => sum + lines(file), 0)
  expect(lines(join(example, 'platform.yaml')) / before).toBeLessThanOrEqual(0.25)
})

test('every difference has a reason that can be read', () => {
  for (const explanation of Object.values(explanations).flat()) expect(explanation.reason, explanation.fact).toMatch(/^.{20,}$/)
})

/** What nobody can leave out: neither comments nor empty lines count. */
function lines(file: string): number {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => !/^\s*(#.*)?$/.test(line)).length
}

/** The folder `kubernetes` is completed by Skaffold, which builds every image that has no tag. */
function originals(folder: string): readonly Found[] {
  return readObjects(join(cases, folder)).list.map((found) => {
    const text = JSON.stringify(found.object).replace(
      /"image":"([a-z]+)"/g,
      '"image":"us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo/$1:v0.10.6"',
    )
    return { ...found, namespace: '', object: JSON.parse(text) }
  })
}

async function rendered(environment: string): Promise<readonly Found[]> {
  const found: Found[] = []
  const { diagnostics } = await run({
    file: 'platform.yaml',
    cwd: example,
    until: 'write',
    out: join(example, 'out'),
    only: ['manifests'],
    environments: [environment],
    deliver: ({ path, content }) => found.push(...parseObjects(content, path)),
  })
  expect(diagnostics).toEqual([])
  return found
}
