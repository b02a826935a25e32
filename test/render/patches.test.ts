/** The last word on objects: what merges, what is known by which name, and which patch is told to be useless. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collectFindings } from '../../engine/diagnostics/findings.ts'
import type { KubernetesObject } from '../../engine/render/artifact.ts'
import { mergePatch } from '../../engine/render/merge-patch.ts'
import { createPatches } from '../../engine/render/patches.ts'
import type { Model } from '../../engine/resolve/model.ts'
import type { Json } from '../../engine/source/source.ts'
import { modelsOf } from '../../engine/testing.ts'
import type { WrittenPlatform } from '../../schema/generated/written.ts'

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) frozen(part)
    Object.freeze(value)
  }
  return value
}

const pod = frozen({
  containers: [
    { name: 'web', image: 'web:1', env: [{ name: 'A', value: '1' }], volumeMounts: [{ name: 'data', mountPath: '/data' }] },
    { name: 'log', image: 'log:1' },
  ],
  tolerations: [{ key: 'spot', operator: 'Exists' }],
})

describe('merging', () => {
  test('a map is laid over a map, a scalar and a list replace, null removes', () => {
    expect(mergePatch({ a: 1, b: { c: 2, d: 3 }, e: [1, 2] }, { a: 4, b: { c: null }, e: [5], f: { g: true } })).toEqual({
      a: 4,
      b: { d: 3 },
      e: [5],
      f: { g: true },
    })
  })

  test('null where nothing is changes nothing, and never gets into the object', () => {
    const value = frozen({ a: 1 })
    expect(mergePatch(value, { b: null })).toBe(value)
    expect(mergePatch(value, { b: { c: null, d: 1 } })).toEqual({ a: 1, b: { d: 1 } })
  })

  test('things in a list are known by their name', () => {
    expect(mergePatch(pod, { containers: { log: { image: 'log:2' }, web: { env: { A: { value: '2' }, B: { value: '3' } } } } })).toEqual({
      ...pod,
      containers: [
        {
          ...pod.containers[0],
          env: [
            { name: 'A', value: '2' },
            { name: 'B', value: '3' },
          ],
        },
        { name: 'log', image: 'log:2' },
      ],
    })
  })

  test('a thing of a list is removed by null', () => {
    expect(mergePatch(pod, { containers: { log: null } })).toEqual({ ...pod, containers: [pod.containers[0]] })
    expect(mergePatch(pod, { containers: { nobody: null } })).toBe(pod)
  })

  test.each([
    ['volumeMounts', '/data', { name: 'data', mountPath: '/data' }],
    ['volumeDevices', '/dev/raw', { name: 'raw', devicePath: '/dev/raw' }],
    ['ports', 'http', { name: 'http', containerPort: 8080 }],
    ['ports', '8080', { port: 8080 }],
    ['ports', '9090', { containerPort: 9090 }],
    ['hostAliases', '10.0.0.7', { ip: '10.0.0.7' }],
    ['tolerations', 'spot', { key: 'spot' }],
    ['topologySpreadConstraints', 'zone', { topologyKey: 'zone' }],
    ['volumes', 'data', { name: 'data' }],
    ['volumeClaimTemplates', 'data', { metadata: { name: 'data' } }],
  ])('%s are known by what Kubernetes merges them by (%s)', (list, name, item) => {
    const value = frozen({ [list]: [{ other: true }, item] })
    expect(mergePatch(value, { [list]: { [name]: { more: 1 } } })).toEqual({ [list]: [{ other: true }, { ...item, more: 1 }] })
  })

  test.each([
    ['env', 'A', { value: '1' }, { name: 'A', value: '1' }],
    ['volumeMounts', '/data', { name: 'data' }, { mountPath: '/data', name: 'data' }],
    ['ports', '9090', { containerPort: 9090 }, { containerPort: 9090 }],
    ['ports', 'http', { containerPort: 9090 }, { name: 'http', containerPort: 9090 }],
    ['volumeClaimTemplates', 'data', { spec: {} }, { metadata: { name: 'data' }, spec: {} }],
  ])('a list of %s that is not there is made, not a map of that name', (list, name, patch, item) => {
    expect(mergePatch({}, { [list]: { [name]: patch } })).toEqual({ [list]: [item] })
    const value = frozen({})
    expect(mergePatch(value, { [list]: { [name]: null } })).toBe(value)
  })

  test('a name that means something to JavaScript is a key like any other', () => {
    const patch = JSON.parse('{"data": {"__proto__": {"x": 1}, "constructor": "y"}}') as Json
    const merged = mergePatch({ data: {} }, patch) as { data: object }
    expect(Object.keys(merged.data)).toEqual(['__proto__', 'constructor'])
    expect(Object.getPrototypeOf(merged.data)).toBe(Object.prototype)
    expect(mergePatch({}, JSON.parse('{"constructor": {"a": null}}') as Json)).toEqual({ constructor: {} })
  })

  test('saying it twice is saying it once, and a patch that is true already changes nothing', () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 3, values: [fc.integer(), fc.string(), fc.boolean(), fc.constant(null)] }), (patch) => {
        const once = frozen(mergePatch(pod, patch as unknown as Json))
        expect(mergePatch(once, patch as unknown as Json)).toBe(once)
      }),
      { numRuns: 100 },
    )
  })
})

const platform = `
apiVersion: platgen.dev/v1
name: shop
environments: { test: {}, qa: {} }
services: { web: { image: docker.io/library/nginx:1.29.3 } }
`
const [model, other] = modelsOf(platform) as readonly [Model, Model]
const object: KubernetesObject = frozen({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas: 2 } })
const here = { renderer: 'kubernetes', owner: 'web', model }

type Written = NonNullable<WrittenPlatform['patches']>

function patching(patches: unknown) {
  const findings = collectFindings()
  const applied = createPatches({ patches: patches as Written } as WrittenPlatform, findings.report)
  return { ...applied, told: () => findings.list().map(({ code, place }) => [code, 'pointer' in place ? place.pointer : undefined]) }
}

describe('patches', () => {
  test.each([
    [{ kind: 'Deployment' }, true],
    [{ kind: 'Service' }, false],
    [{ apiVersion: 'apps/v1' }, true],
    [{ apiVersion: 'v1' }, false],
    [{ name: 'web' }, true],
    [{ name: 'api' }, false],
    [{ service: 'web' }, true],
    [{ service: 'api' }, false],
    [{ environment: 'test' }, true],
    [{ environment: 'qa' }, false],
    [{ renderer: 'kubernetes' }, true],
    [{ renderer: 'istio' }, false],
    [{ kind: 'Deployment', name: 'web', service: 'web', environment: 'test', renderer: 'kubernetes' }, true],
    [{ kind: 'Deployment', name: 'api' }, false],
  ])('%j selects it: %s', (select, selected) => {
    const { apply, finish, told } = patching([{ select, merge: { spec: { replicas: 3 } } }])
    expect(apply(object, here)).toEqual(selected ? { ...object, spec: { replicas: 3 } } : object)
    finish()
    expect(told()).toEqual(selected ? [] : [['render/patch-matches-nothing', '/patches/0/select']])
  })

  test('they apply in their order, each to what the one before made', () => {
    const { apply, finish, told } = patching([
      { select: { kind: 'Deployment' }, merge: { spec: { replicas: 3, paused: true } } },
      { select: { name: 'web' }, merge: { spec: { replicas: 4 } } },
    ])
    expect(apply(object, here).spec).toEqual({ replicas: 4, paused: true })
    expect(object.spec).toEqual({ replicas: 2 })
    finish()
    expect(told()).toEqual([])
  })

  test('one that changes nothing anywhere is told; one that changes something somewhere is not', () => {
    const same = patching([{ select: { kind: 'Deployment' }, merge: { spec: { replicas: 2 } } }])
    expect(same.apply(object, here)).toBe(object)
    same.apply(object, { ...here, model: other })
    same.finish()
    expect(same.told()).toEqual([['render/patch-changes-nothing', '/patches/0/merge']])

    const once = patching([{ select: { kind: 'Deployment' }, merge: { spec: { replicas: 2 } } }])
    once.apply(object, here)
    once.apply({ ...object, spec: {} }, { ...here, model: other })
    once.finish()
    expect(once.told()).toEqual([])
  })

  test.each([
    [{ apiVersion: 'v2' }, 'apiVersion'],
    [{ kind: 'StatefulSet' }, 'kind'],
    [{ metadata: { name: 'other' } }, 'metadata/name'],
    [{ metadata: { namespace: null } }, 'metadata/namespace'],
  ])('%j would be another object', (merge, path) => {
    const { told } = patching([{ select: { kind: 'Deployment' }, merge }])
    expect(told()).toEqual([['render/patch-changes-identity', `/patches/0/merge/${path}`]])
  })
})
