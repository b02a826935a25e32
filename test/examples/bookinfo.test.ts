/**
 * Bookinfo, said once, means what its authors mean with many files: each of their files of routes is an environment of ours, compared leaf by leaf. Every difference has a
 * reason in bookinfo.differences.yaml that is still needed. The originals are not in this repository; without them there is nothing to compare with.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { run } from '../../engine/pipeline.ts'
import { type Found, parseObjects } from '../conformance/objects.ts'
import { type Difference, differencesOf, type Explanation, explains } from './meaning/differences.ts'
import { leavesOf } from './meaning/leaves.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const cases = at('../../../shared/cases/bookinfo')
const example = at('../../examples/bookinfo')

/** The files that an environment stands for. What they do not name is not compared. */
const SIDES: { readonly [environment: string]: readonly string[] } = {
  'all-v1': [
    'virtual-service-all-v1',
    'destination-rule-all',
    'destination-rule-all-mtls',
    'bookinfo-gateway',
    'certmanager-gateway',
    'egress-rule-google-apis',
  ],
  'details-v2': ['virtual-service-details-v2'],
  'details-fault': ['fault-injection-details-v1'],
  'reviews-90-10': ['virtual-service-reviews-90-10'],
  'reviews-80-20': ['virtual-service-reviews-80-20'],
  'reviews-50-v3': ['virtual-service-reviews-50-v3'],
  'reviews-v2-v3': ['virtual-service-reviews-v2-v3'],
  'reviews-v3': ['virtual-service-reviews-v3'],
  'reviews-test-v2': ['virtual-service-reviews-test-v2'],
  'reviews-jason-v2-v3': ['virtual-service-reviews-jason-v2-v3'],
  'ratings-test-delay': ['virtual-service-ratings-test-delay'],
  'ratings-test-abort': ['virtual-service-ratings-test-abort'],
  'ratings-db': ['virtual-service-ratings-db'],
  'ratings-mysql': ['virtual-service-ratings-mysql'],
  'ratings-mysql-vm': ['virtual-service-ratings-mysql-vm'],
  'reviews-random': ['destination-rule-reviews'],
}
const reasons = parse(readFileSync(at('bookinfo.differences.yaml'), 'utf8')) as readonly Explanation[]

const present = existsSync(cases)
if (!present) console.warn(`SKIPPED: Bookinfo is compared with nothing, because its manifests are not at ${cases}`)

describe.skipIf(!present)('Bookinfo', () => {
  const differences = new Map<string, readonly Difference[]>()

  beforeAll(async () => {
    const ours = new Map<string, Found[]>()
    const { diagnostics } = await run({
      file: 'platform.yaml',
      cwd: example,
      until: 'write',
      out: join(example, 'out'),
      only: ['manifests'],
      deliver: ({ path, content }) => {
        const environment = path.split('/')[1] as string
        ours.set(environment, [...(ours.get(environment) ?? []), ...parseObjects(content, path)])
      },
    })
    expect(diagnostics).toEqual([])
    for (const [environment, files] of Object.entries(SIDES)) {
      const original = leavesOf(files.flatMap((file) => parseObjects(readFileSync(join(cases, `${file}.yaml`), 'utf8'), file)))
      const subjects = new Set([...original.keys()].map(subjectOf))
      const same = new Map([...leavesOf(ours.get(environment) ?? [])].filter(([fact]) => subjects.has(subjectOf(fact))))
      differences.set(environment, differencesOf(original, same))
    }
  })

  test.each(Object.keys(SIDES))('%s means the same, but for what has a reason', (environment) => {
    const unexplained = (differences.get(environment) ?? []).filter((difference) => !reasons.some((reason) => explains(reason, difference)))
    expect(unexplained.map(({ fact, original, ours }) => `${fact} is ${original ?? 'absent'}, ours ${ours ?? 'absent'}`)).toEqual([])
  })

  test('no reason is given for what is the same', () => {
    const all = [...differences.values()].flat()
    expect(reasons.filter((reason) => !all.some((difference) => explains(reason, difference)))).toEqual([])
  })
})

test('every difference has a reason that can be read', () => {
  for (const { fact, reason } of reasons) expect(reason, fact).toMatch(/^.{20,}$/)
})

/** `VirtualService reviews`. */
function subjectOf(fact: string): string {
  return fact.split(' ').slice(0, 2).join(' ')
}
