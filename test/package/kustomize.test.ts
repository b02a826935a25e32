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
import { bundleOf, packaged, readAsGo } from './charting.ts'
import { givesBack } from './gives-back.ts'

const deployment = (name: string, spec: Json, apiVersion = 'apps/v1'): KubernetesObject =>
  ({ apiVersion, kind: 'Deployment', metadata: { name }, spec }) as unknown as KubernetesObject
const withContainer = (container: Json) => deployment('orders', { template: { spec: { containers: [container] } } })

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
      specs.map((spec, environment): KubernetesObject | undefined =>
        absent[environment] === true && index % 4 === 0
          ? undefined
          : {
              apiVersion: 'example.com/v1',
              kind: 'Thing',
              metadata: { name: `thing-${index}`, namespace: namespaces[environment] ?? '' },
              spec,
            },
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
  givesBack({
    seed: 20_261_124,
    family,
    pack: (bundles, of) => packaged(kustomize, bundles, of),
    unpack: (folder, { name }) =>
      readAsGo(
        execFileSync(findTool('kubectl') ?? 'kubectl', ['kustomize', join(folder, 'overlays', name)], {
          encoding: 'utf8',
          maxBuffer: 1 << 28,
        }),
      ),
  })
})
