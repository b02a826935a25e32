/**
 * The reference objects of Istio's routing, of identity, and of what leaves the mesh can be said in the words of platform.yaml, and what is rendered means the same, leaf by leaf.
 * Every difference has a reason in a list that is still needed. The reference is not in this repository; without it there is nothing to compare with.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { run } from '../../engine/pipeline.ts'
import { type Found, parseObjects } from '../conformance/objects.ts'
import { type Difference, differencesOf, type Explanation, explains } from './meaning/differences.ts'
import { leavesOf } from './meaning/leaves.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const golden = at('../../../shared/golden/istio')
const REFERENCES = [
  {
    name: 'golden-istio',
    files: [
      '01-routing-canary',
      '02-fault-redirect-cors',
      '03-session-affinity',
      '06-telemetry',
      '07-gateway-sidecar-mode',
      '09-envoyfilter',
      '10-vm-wasm-proxyconfig',
    ],
  },
  { name: 'golden-istio-security', files: ['04-mtls-jwt-authz', '05-egress'] },
  { name: 'golden-ambient', files: ['08-gateway-api-ambient'] },
] as const

const present = existsSync(golden)
if (!present) console.warn(`SKIPPED: objects of Istio are compared with nothing, because the reference is not at ${golden}`)

describe.skipIf(!present).each(REFERENCES)('the reference of $name', ({ name, files }) => {
  const reasons = parse(readFileSync(at(`${name}.differences.yaml`), 'utf8')) as readonly Explanation[]
  let differences: readonly Difference[] = []

  beforeAll(async () => {
    const found: Found[] = []
    const out = mkdtempSync(join(tmpdir(), `platgen-${name}-`))
    const { diagnostics } = await run({
      file: `${name}.platform.yaml`,
      cwd: at('.'),
      until: 'write',
      out,
      only: ['manifests'],
      deliver: ({ path, content }) => found.push(...parseObjects(content, path)),
    })
    rmSync(out, { recursive: true, force: true })
    expect(diagnostics).toEqual([])
    const original = leavesOf(files.flatMap((file) => parseObjects(renamed(readFileSync(join(golden, `${file}.yaml`), 'utf8')), file)))
    const subjects = new Set([...original.keys()].map(subjectOf))
    differences = differencesOf(original, new Map([...leavesOf(found)].filter(([fact]) => subjects.has(subjectOf(fact)))))
  })

  test('means the same, but for what has a reason', () => {
    const unexplained = differences.filter((difference) => !reasons.some((reason) => explains(reason, difference)))
    expect(unexplained.map(({ fact, original, ours }) => `${fact} is ${original ?? 'absent'}, ours ${ours ?? 'absent'}`)).toEqual([])
  })

  test('no reason is given for what is the same', () => {
    expect(reasons.filter((reason) => !differences.some((difference) => explains(reason, difference)))).toEqual([])
  })
})

/** What holds for all of a namespace is called `default` here, as Istio does with identities; what belongs to a service starts with its name. */
function renamed(text: string): string {
  return text
    .replaceAll('mesh-default', 'default')
    .replaceAll('name: api-key,', 'name: frontend-api-key,')
    .replaceAll('name: reviews-l7,', 'name: reviews,')
}

/** `VirtualService reviews`. */
function subjectOf(fact: string): string {
  return fact.split(' ').slice(0, 2).join(' ')
}
