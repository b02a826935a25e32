/** Whoever decided a value is named: what stands at that place is what the merge says. Environments are laid over one another along their chain. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { effectivePlatform } from '../../engine/resolve/effective.ts'
import type { Model } from '../../engine/resolve/model.ts'
import { at, saysOf, writtenAt } from '../../engine/resolve/origin.ts'
import { isMap } from '../../engine/source/json.ts'
import { fromPointer } from '../../engine/source/pointer.ts'
import type { Json, JsonObject } from '../../engine/source/source.ts'
import { modelsOf } from '../../engine/testing.ts'

function dig(value: Json | undefined, path: readonly string[]): Json | undefined {
  let current = value
  for (const segment of path)
    current = Array.isArray(current)
      ? (current as readonly Json[])[Number(segment)]
      : isMap(current) && Object.hasOwn(current, segment)
        ? current[segment]
        : undefined
  return current
}

function modelOf(platform: string, name: string): Model {
  const model = modelsOf(platform).find(({ environment }) => environment.name === name)
  if (model === undefined) throw new Error(`there is no ${name}, or the platform is wrong:\n${platform}`)
  return model
}

const word = fc.constantFrom('a', 'b', 'c')
/** Only what changes something else can remove. */
const wordsOf = (label: fc.Arbitrary<string | null>) =>
  fc.record(
    {
      labels: fc.dictionary(word, label, { maxKeys: 3 }),
      replicas: fc.record({ min: fc.integer({ min: 1, max: 3 }), max: fc.integer({ min: 4, max: 9 }) }),
      rollout: fc.record({ minReady: fc.constantFrom('1s', '2s'), history: fc.integer({ min: 1, max: 4 }) }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
  )
const plain = wordsOf(word)
const words = wordsOf(fc.oneof({ weight: 4, arbitrary: word }, { weight: 1, arbitrary: fc.constant(null) }))
const serviceOf = (words: typeof plain) => fc.record({ words, args: fc.option(fc.array(word, { maxLength: 2 }), { nil: undefined }) })

const ASKED: readonly (readonly string[])[] = [
  ...['a', 'b', 'c'].map((name) => ['labels', name]),
  ['replicas', 'min'],
  ['replicas', 'max'],
  ['rollout', 'minReady'],
  ['rollout', 'history'],
  ['args'],
  ['args', '0'],
]

test('what stands at the place that is named is what the merge says', () => {
  fc.assert(
    fc.property(words, words, words, serviceOf(plain), serviceOf(words), serviceOf(words), (all, base, test, own, ownBase, ownTest) => {
      const say = ({ words, args }: { readonly words: object; readonly args: unknown }) => ({
        ...words,
        ...(args === undefined ? {} : { args }),
      })
      const platform = {
        apiVersion: 'platgen.dev/v1',
        name: 'shop',
        environments: { base: { abstract: true, defaults: base }, test: { extends: 'base', defaults: test } },
        defaults: all,
        services: {
          web: { image: 'docker.io/library/nginx:1.29.3', ...say(own), environments: { base: say(ownBase), test: say(ownTest) } },
        },
      }
      const text = stringify(platform)
      const model = modelOf(text, 'test')
      const merged = effectivePlatform(model)
      for (const path of ASKED) {
        const full = ['services', 'web', ...path]
        const spot = writtenAt(model, ...full)
        const value = dig(merged, full)
        if (spot === undefined) {
          // Nobody's word is left: a default, or nothing at all.
          expect(saysOf(model, full)[0]?.value ?? null).toBeNull()
          continue
        }
        expect(dig(parse(text) as Json, fromPointer('pointer' in spot ? spot.pointer : ''))).toEqual(value)
        expect(at(model, ...full)).toEqual({ ...spot, on: 'value' })
      }
    }),
    { numRuns: 60 },
  )
})

const chain = (over: string) => `
apiVersion: platgen.dev/v1
name: shop
environments:
  test: { extends: middle${over} }
  middle: { extends: base, abstract: true, defaults: { labels: { b: middle, c: middle } } }
  base: { abstract: true, defaults: { labels: { a: base, b: base, c: base } } }
defaults: { labels: { a: all, d: all } }
services: { web: { image: docker.io/library/nginx:1.29.3 } }
`

test('the farthest ancestor is lowest and the environment itself on top, in whatever order the file has them', () => {
  const labels = (platform: string) => modelOf(platform, 'test').services.web?.labels
  expect(labels(chain(''))).toEqual({ a: 'base', b: 'middle', c: 'middle', d: 'all' })
  expect(labels(chain(', defaults: { labels: { c: test, d: null } }'))).toEqual({ a: 'base', b: 'middle', c: 'test' })
})

test('all who said it are named, the winner first', () => {
  const model = modelOf(chain(', defaults: { labels: { c: test } }'), 'test')
  expect(saysOf(model, ['services', 'web', 'labels', 'c'])).toEqual([
    { pointer: '/environments/test/defaults/labels/c', value: 'test' },
    { pointer: '/environments/middle/defaults/labels/c', value: 'middle' },
    { pointer: '/environments/base/defaults/labels/c', value: 'base' },
  ])
  expect(writtenAt(model, 'services', 'web', 'labels', 'nobody')).toBeUndefined()
  expect(at(model, 'services', 'web', 'labels', 'nobody')).toEqual({ pointer: '/environments/test/defaults/labels', on: 'value' })
})

test('a short form has no parts: its place is that of the whole', () => {
  const platform = `
apiVersion: platgen.dev/v1
name: shop
environments: { test: {} }
services: { web: { image: docker.io/library/nginx:1.29.3, ports: { http: { port: 1080, servicePort: 80 } }, environments: { test: { ports: { http: 8080 } } } } }
`
  const model = modelOf(platform, 'test')
  expect(saysOf(model, ['services', 'web', 'ports', 'http', 'port'])[0]?.value).toBe(8080)
  expect(saysOf(model, ['services', 'web', 'ports', 'http', 'servicePort'])).toEqual([])
})

test('roles and volumes as an environment changes them', () => {
  const platform = `
apiVersion: platgen.dev/v1
name: shop
environments: { test: {}, dev: {} }
access: { roles: { reader: { rules: [{ resources: pods, verbs: get }], users: [jane], environments: { test: { users: [joe] } } } } }
storage: { volumes: { media: { size: 1Gi, nfs: { server: nfs.example.com, path: /m }, environments: { test: { size: 2Gi } } } } }
services: { web: { image: docker.io/library/nginx:1.29.3, account: reader, volumes: { media: { mount: /m, claim: media } } } }
`
  const seen = (name: string) => {
    const merged = effectivePlatform(modelOf(platform, name)) as JsonObject
    return [dig(merged, ['access', 'roles', 'reader', 'users', '0']), dig(merged, ['storage', 'volumes', 'media', 'size'])]
  }
  expect(seen('test')).toEqual(['joe', '2Gi'])
  expect(seen('dev')).toEqual(['jane', '1Gi'])
})
