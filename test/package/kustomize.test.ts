/** What Kustomize makes of the base and an overlay is exactly what was rendered for that environment, whatever objects there are. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { KubernetesObject } from '../../engine/render/artifact.ts'
import type { Json } from '../../engine/source/source.ts'
import kustomize from '../../renderers/kustomize/index.ts'
import { operationsOf } from '../../renderers/kustomize/operations.ts'
import { patchOf } from '../../renderers/kustomize/patch.ts'
import { describeWith, findTool } from '../conformance/tool.ts'
import { nastyText } from '../emit/nasty.ts'
import { alone, bundleOf, models, onDisk, packaged, readAsGo, twins } from './charting.ts'

const FAMILIES = 60
const runs = Number(process.env.FAMILIES_RUNS ?? 1)
const seed = Number(process.env.FAMILIES_SEED ?? 20_261_124)

const deployment = (name: string, spec: Json, apiVersion = 'apps/v1'): KubernetesObject =>
  ({ apiVersion, kind: 'Deployment', metadata: { name }, spec }) as unknown as KubernetesObject
const withContainer = (container: Json) => deployment('orders', { template: { spec: { containers: [container] } } })
const byName = (objects: readonly KubernetesObject[]) =>
  Object.fromEntries(objects.map((object) => [`${object.kind} ${object.metadata.name}`, object]))

/** Objects of a kind that Kustomize does not know, since it looks into those that it knows: the same thing in every environment, more or less. */
const tree = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    // What its own writer of YAML does to other characters is not ours to mend.
    nastyText().filter((text) => /^[ -~\n]*$/.test(text)),
    fc.constantFrom<Json>(0, 1, 1.5, 1_000_000, true, false, 'true', '1', ''),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd e', 'x/y', '~'), tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).tree
const variants = (count: number) =>
  fc
    .tuple(tree, fc.array(tree, { minLength: count, maxLength: count }))
    .chain(([common, own]) =>
      fc.tuple(...own.map((value) => fc.constantFrom<Json>({ common }, { common, value }, { value, list: [common, value] }))),
    )
const family = (index: number, namespaces: readonly string[]) =>
  fc
    .tuple(variants(namespaces.length), fc.array(fc.boolean(), { minLength: namespaces.length, maxLength: namespaces.length }))
    .map(([specs, absent]) =>
      specs.map((spec, environment): KubernetesObject[] =>
        absent[environment] === true && index % 4 === 0
          ? []
          : [
              {
                apiVersion: 'example.com/v1',
                kind: 'Thing',
                metadata: { name: `thing-${index}`, namespace: namespaces[environment] ?? '' },
                spec,
              },
            ],
      ),
    )

test('a value that differs is all that a patch says', () => {
  const before = withContainer({
    name: 'orders',
    image: 'orders:1',
    env: [
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
    ],
  })
  const after = withContainer({
    name: 'orders',
    image: 'orders:1',
    env: [
      { name: 'A', value: '1' },
      { name: 'B', value: '3' },
    ],
  })
  expect(patchOf(before, after)).toEqual({
    type: 'merge',
    object: withContainer({ name: 'orders', env: [{ name: 'A' }, { name: 'B', value: '3' }] }),
  })
  expect(patchOf(before, before)).toBeUndefined()
})

test('what merging can not say becomes operations', () => {
  const before = withContainer({ name: 'orders', ports: [{ containerPort: 80 }, { containerPort: 81 }] })
  const after = withContainer({ name: 'orders', ports: [{ containerPort: 81 }] })
  expect(patchOf(before, after)).toMatchObject({ type: 'operations' })
  expect(operationsOf({ a: { 'b/c': 1 }, d: [1, 2] }, { a: { e: 1 }, d: [1, 3] })).toEqual([
    { op: 'remove', path: '/a/b~1c' },
    { op: 'add', path: '/a/e', value: 1 },
    { op: 'replace', path: '/d/1', value: 3 },
  ])
})

test('a word that only the base has is taken away', () => {
  const before = deployment('orders', { replicas: 2, paused: true })
  expect(patchOf(before, deployment('orders', { replicas: 2 }))).toEqual({ type: 'merge', object: deployment('orders', { paused: null }) })
})

test('lists of kinds that Kustomize does not know are replaced', () => {
  const of = (value: string) => deployment('orders', { containers: [{ name: 'a' }, { name: 'b', value }] }, 'example.com/v1')
  expect(patchOf(of('1'), of('2'))).toEqual({ type: 'merge', object: of('2') })
})

test('an overlay says its namespace once, and what is in another one stands beside it', () => {
  const objects = ['shop-dev', 'shop-staging', 'shop'].map((namespace): KubernetesObject[] => [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'orders', namespace } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'logs', namespace: `${namespace}-logging` } },
  ])
  const files = packaged(kustomize, [bundleOf('', objects)])
  const read = (path: string) => parse(String(files.get(path)?.content)) as Json
  expect(read('base/00-shop.yaml')).toMatchObject({ metadata: { name: 'orders' } })
  expect(read('overlays/dev/kustomization.yaml')).toMatchObject({ resources: ['namespaced', 'elsewhere/00-shop.yaml'] })
  expect(read('overlays/dev/namespaced/kustomization.yaml')).toMatchObject({
    namespace: 'shop-dev',
    resources: ['../../../base', '00-shop.yaml'],
  })
  expect(read('overlays/dev/elsewhere/00-shop.yaml')).toMatchObject({ metadata: { namespace: 'shop-dev-logging' } })
})

describeWith(['kubectl', 'helm'], 'kubectl kustomize', () => {
  const platforms = [
    { where: 'three environments', of: models },
    { where: 'two environments of one namespace', of: twins },
    { where: 'one environment', of: alone },
  ]
  test.each(platforms.flatMap((platform) => Array.from({ length: runs }, (_, run) => ({ ...platform, run }))))(
    'gives back families of objects, whatever is in them: $where',
    ({ of, run }) => {
      const namespaces = of.map(({ environment }) => environment.namespace)
      const all = fc.tuple(...Array.from({ length: FAMILIES }, (_, index) => family(index, namespaces)))
      const [families = []] = fc.sample(all, { numRuns: 1, seed: seed + run })
      const objects = of.map((_, environment) => families.flatMap((members) => members[environment] ?? []))
      onDisk(packaged(kustomize, [bundleOf('', [], of), bundleOf('orders', objects, of)], of), (folder) => {
        for (const [index, { environment }] of of.entries()) {
          const got = byName(
            readAsGo(
              execFileSync(findTool('kubectl') ?? 'kubectl', ['kustomize', join(folder, 'overlays', environment.name)], {
                encoding: 'utf8',
                maxBuffer: 1 << 28,
              }),
            ),
          )
          const wanted = byName(objects[index] ?? [])
          expect(Object.keys(got).sort()).toEqual(Object.keys(wanted).sort())
          for (const name of Object.keys(wanted)) expect(got[name], `${name} in ${environment.name}`).toEqual(wanted[name])
        }
      })
    },
    60_000,
  )
})
