import { describe, expect, test } from 'vitest'
import { fieldChanges } from '../../engine/write/field-diff.ts'
import { objectDiff } from '../../engine/write/object-diff.ts'

const object = (kind: string, name: string, more: object = {}): object => ({ apiVersion: 'apps/v1', kind, metadata: { name }, ...more })

describe('objects', () => {
  test('are the same by kind and name, in any order', () => {
    const before = [object('Deployment', 'orders', { spec: { replicas: 2 } }), object('Service', 'orders'), object('Job', 'old')]
    const after = [object('Service', 'orders'), object('Job', 'new'), object('Deployment', 'orders', { spec: { replicas: 3 } })]
    expect(objectDiff(before, after)).toEqual([
      { object: 'Job new', namespace: undefined, change: 'added', fields: [] },
      { object: 'Deployment orders', namespace: undefined, change: 'changed', fields: [{ path: '/spec/replicas', before: 2, after: 3 }] },
      { object: 'Job old', namespace: undefined, change: 'removed', fields: [] },
    ])
    expect(objectDiff(before, before.toReversed())).toEqual([])
  })

  test('are others in another namespace or API group, not in another version', () => {
    const gateway = (apiVersion: string, namespace: string): object => ({
      apiVersion,
      kind: 'Gateway',
      metadata: { name: 'edge', namespace },
    })
    const before = [gateway('networking.istio.io/v1beta1', 'a'), gateway('gateway.networking.k8s.io/v1', 'a')]
    const after = [gateway('networking.istio.io/v1', 'a'), gateway('networking.istio.io/v1', 'b')]
    expect(objectDiff(before, after)).toEqual([
      {
        object: 'Gateway edge',
        namespace: 'a',
        change: 'changed',
        fields: [{ path: '/apiVersion', before: 'networking.istio.io/v1beta1', after: 'networking.istio.io/v1' }],
      },
      { object: 'Gateway edge', namespace: 'b', change: 'added', fields: [] },
      { object: 'Gateway edge', namespace: 'a', change: 'removed', fields: [] },
    ])
  })

  test('without a name, twice the same, and no objects at all', () => {
    const kustomization = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: ['a'] }
    expect(objectDiff([kustomization], [{ ...kustomization, resources: ['b'] }])).toMatchObject([
      { object: 'Kustomization', change: 'changed' },
    ])
    expect(objectDiff([object('A', 'a')], [object('A', 'a'), object('A', 'a')])).toMatchObject([{ object: 'A a', change: 'added' }])
    expect(objectDiff([{ a: 1 }, null], [{ a: 2 }, 'x', 3])).toMatchObject([
      { object: 'document 1', fields: [{ path: '/a', before: 1, after: 2 }] },
      { object: 'document 2', fields: [{ path: '', before: null, after: 'x' }] },
      { object: 'document 3', change: 'added' },
    ])
    expect(objectDiff([{ apiVersion: 1, kind: [], metadata: 'x' }], [])).toMatchObject([{ object: 'document 1', change: 'removed' }])
  })
})

describe('fields', () => {
  test('are added, removed, changed in value or in type', () => {
    const before = { a: 1, b: { c: 'x', 'd/e~': true }, gone: null, type: [1] }
    const after = { a: 1, b: { c: 'y' }, new: { f: 1 }, type: { g: 1 } }
    expect(fieldChanges(before, after)).toEqual([
      { path: '/b/c', before: 'x', after: 'y' },
      { path: '/b/d~1e~0', before: true, after: undefined },
      { path: '/gone', before: null, after: undefined },
      { path: '/type', before: [1], after: { g: 1 } },
      { path: '/new', before: undefined, after: { f: 1 } },
    ])
    expect(fieldChanges({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual([])
  })

  test('of named things are found by name, wherever these are', () => {
    const before = {
      containers: [{ name: 'main', image: 'a:1', ports: [{ containerPort: 80 }] }],
      mounts: [{ mountPath: '/tmp', name: 'x' }],
    }
    const after = {
      containers: [
        { name: 'proxy', image: 'p' },
        { name: 'main', image: 'a:2', ports: [{ containerPort: 80, protocol: 'TCP' }] },
      ],
      mounts: [
        { mountPath: '/tmp', name: 'x', readOnly: true },
        { mountPath: '/var', name: 'x' },
      ],
    }
    expect(fieldChanges(before, after)).toEqual([
      { path: '/containers/main/image', before: 'a:1', after: 'a:2' },
      { path: '/containers/main/ports/80/protocol', before: undefined, after: 'TCP' },
      { path: '/containers/proxy', before: undefined, after: { name: 'proxy', image: 'p' } },
      { path: '/mounts/~1tmp/readOnly', before: undefined, after: true },
      { path: '/mounts/~1var', before: undefined, after: { mountPath: '/var', name: 'x' } },
    ])
  })

  test('of named things in another order are a change of the list', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => ({ name }))
    expect(fieldChanges({ env: [a, b] }, { env: [b, a] })).toEqual([{ path: '/env', before: ['a', 'b'], after: ['b', 'a'] }])
    expect(fieldChanges({ env: [a, b] }, { env: [c, a, b] })).toEqual([{ path: '/env/c', before: undefined, after: c }])
  })

  test('of plain lists: scalars as a whole, others by position between equal ends', () => {
    expect(fieldChanges({ args: ['-c', 'x'] }, { args: ['-c', 'y'] })).toEqual([{ path: '/args', before: ['-c', 'x'], after: ['-c', 'y'] }])
    const [a, b, c] = [{ from: [1] }, { from: [2] }, { from: [3] }]
    expect(fieldChanges([a, c], [a, b, c])).toEqual([{ path: '/1', before: undefined, after: b }])
    expect(fieldChanges([a, b, c], [a, { from: [4] }, c])).toEqual([{ path: '/1/from', before: [2], after: [4] }])
    expect(fieldChanges([], [a])).toEqual([{ path: '/0', before: undefined, after: a }])
    expect(fieldChanges([a, a], [a])).toEqual([{ path: '/1', before: a, after: undefined }])
  })

  test('with names like those of Object.prototype', () => {
    const before = JSON.parse('{"__proto__":{"a":1},"constructor":1,"list":[{"name":"__proto__"}]}')
    const after = JSON.parse('{"__proto__":{"a":2},"list":[{"name":"__proto__","x":1}]}')
    expect(fieldChanges(before, after).map(({ path }) => path)).toEqual(['/__proto__/a', '/constructor', '/list/__proto__/x'])
  })
})
