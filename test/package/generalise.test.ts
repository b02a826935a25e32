/** What the objects of several environments have in common. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  equal,
  familiesOf,
  isOptional,
  open,
  piecesOf,
  type Variants,
  variantsOf,
  withoutHash,
} from '../../engine/package/generalise/generalise.ts'
import { keepsOrder, union } from '../../engine/package/generalise/union.ts'
import type { KubernetesObject } from '../../engine/render/artifact.ts'
import type { Json } from '../../engine/source/source.ts'

const object = (kind: string, name: string, namespace?: string, apiVersion = 'v1'): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: namespace === undefined ? { name } : { name, namespace },
})
const member = (namespace: string, ...objects: readonly KubernetesObject[]) => ({ namespace, domain: `${namespace}.example.com`, objects })
const names = (variants: Variants) => variants.values.map((value) => (value as unknown as KubernetesObject | undefined)?.metadata.name)

describe('families', () => {
  test('are of one kind and name, in an order that suits all', () => {
    const families = familiesOf([
      member('dev', object('A', 'a', 'dev'), object('C', 'c', 'dev')),
      member('prod', object('A', 'a', 'prod'), object('B', 'b', 'prod'), object('C', 'c', 'prod')),
    ])
    expect(families.map(({ kind, place }) => [kind, ...names(place)])).toEqual([
      ['A', 'a', 'a'],
      ['B', undefined, 'b'],
      ['C', 'c', 'c'],
    ])
  })

  test('keep together what is called after its environment', () => {
    const families = familiesOf([
      member(
        'shop-dev',
        object('Namespace', 'shop-dev'),
        object('Role', 'shop-dev.reader'),
        object('Route', 'edge-shop-dev.example.com'),
        object('Job', 'migrate-0123456789'),
      ),
      member(
        'shop',
        object('Namespace', 'shop'),
        object('Role', 'shop.reader'),
        object('Route', 'edge-shop.example.com'),
        object('Job', 'migrate-abcdef0123'),
      ),
    ])
    expect(families.map(({ kind }) => kind)).toEqual(['Namespace', 'Role', 'Route', 'Job'])
  })

  test('look past the version of an API, but not past its group', () => {
    const scaler = (version: string) => object('Scaler', 'a', 'x', version)
    expect(familiesOf([member('x', scaler('autoscaling/v1')), member('x', scaler('autoscaling/v2'))])).toHaveLength(1)
    expect(familiesOf([member('x', scaler('a/v1')), member('x', scaler('b/v1'))])).toHaveLength(2)
  })

  test('lose nothing when two objects have one name', () => {
    expect(familiesOf([member('x', object('A', 'a'), object('A', 'a'))])).toHaveLength(2)
  })

  test.each([
    ['orders-migrate-1756f69451', 'orders-migrate'],
    ['orders-v2', 'orders-v2'],
    ['orders-deadbeef', 'orders-deadbeef'],
  ])('a name without its hash: %s', (name, without) => {
    expect(withoutHash(name)).toBe(without)
  })
})

describe('a place', () => {
  const inside = (...values: readonly (Json | undefined)[]) => open(variantsOf(values))
  const keys = (...values: readonly (Json | undefined)[]) => {
    const found = inside(...values)
    return found.type === 'list' ? found.items.map(({ key }) => key) : found.type === 'map' ? found.entries.map(({ key }) => key) : 'whole'
  }

  test('agrees whatever the order of keys', () => {
    expect(variantsOf([{ a: 1, b: [{}] }, undefined, { b: [{}], a: 1 }]).agrees).toBe(true)
    expect(variantsOf([{ a: 1 }, { a: '1' }]).agrees).toBe(false)
  })

  test('of maps has the keys of all', () => {
    expect(keys({ a: 1, c: 1 }, { a: 1, b: 1, c: 1 })).toEqual(['a', 'b', 'c'])
    expect(keys({ a: 1 }, [1])).toBe('whole')
    expect(keys({}, {})).toBe('whole')
  })

  test('of lists has their items, by name, by position, or by what they are', () => {
    const item = (name: string, value: Json = 1) => ({ name, value })
    expect(keys([item('a'), item('b')], [item('b', 2), item('c')])).toEqual(['a', 'b', 'c'])
    expect(keys([item('a'), item('b')], [item('b'), item('a')])).toBe('whole')
    expect(keys([{ x: 1 }], [{ x: 2 }])).toEqual(['0'])
    expect(keys([{ x: 1 }], [{ x: 1 }, { y: 1 }])).toEqual(['0', '1'])
    expect(keys([{ x: 1 }], [{ x: 2 }, { x: 3 }])).toBe('whole')
    expect(keys([item('a')], [item('b')])).toEqual(['0'])
    expect(keys(['a'], ['a', 'b'])).toBe('whole')
    expect(
      keys(
        [
          { name: 'v', mountPath: '/a' },
          { name: 'v', mountPath: '/b' },
        ],
        [{ name: 'v', mountPath: '/b' }],
      ),
    ).toEqual(['/a', '/b'])
  })

  test('is taken apart without losing anything', () => {
    const tree = fc.letrec<{ tree: Json }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom<Json>('a', 'b', 1, true),
        fc.dictionary(fc.constantFrom('a', 'b', 'name', '__proto__'), tie('tree'), { maxKeys: 3 }),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }).map((all) => all.map((name) => ({ name }))),
      ),
    })).tree
    const together = (place: Variants, index: number): Json | undefined => {
      const value = place.values[index]
      const found = open(place)
      if (value === undefined || found.type === 'whole') return value
      if (found.type === 'list') return found.items.flatMap(({ part }) => together(part, index) ?? [])
      return Object.fromEntries(
        found.entries.flatMap(({ key, part }) => (part.values[index] === undefined ? [] : [[key, together(part, index) as Json]])),
      )
    }
    fc.assert(
      fc.property(fc.array(fc.option(tree, { nil: undefined }), { minLength: 1, maxLength: 3 }), (values) => {
        const place = variantsOf(values)
        for (const [index, value] of values.entries()) {
          const again = together(place, index)
          expect(value === undefined ? again === undefined : equal(value, again)).toBe(true)
        }
      }),
    )
  })

  test('is optional where the whole is and the part is not', () => {
    expect(isOptional(variantsOf([1, undefined]), variantsOf([1, undefined]))).toBe(false)
    expect(isOptional(variantsOf([1, undefined]), variantsOf([1, 1]))).toBe(true)
  })
})

describe('a union', () => {
  test('keeps the order of each list, when one order can', () => {
    expect(
      union([
        ['a', 'd'],
        ['a', 'b', 'd'],
        ['c', 'd', 'e'],
      ]),
    ).toEqual(['c', 'a', 'b', 'd', 'e'])
    fc.assert(
      fc.property(fc.subarray([...'abcdefgh']), fc.subarray([...'abcdefgh']), (one, two) => {
        const all = union([one, two])
        expect(new Set(all).size).toBe(all.length)
        expect(keepsOrder([one, two], all)).toBe(true)
      }),
    )
    expect(
      keepsOrder(
        [
          ['a', 'b'],
          ['b', 'a'],
        ],
        union([
          ['a', 'b'],
          ['b', 'a'],
        ]),
      ),
    ).toBe(false)
  })
})

describe('a text', () => {
  const namespaces = ['shop-dev', 'shop']
  const pieces = (texts: readonly Json[], known = false, of: readonly string[] = namespaces) => piecesOf(variantsOf(texts), of, known)

  test('differs by the namespace alone, or not', () => {
    expect(pieces(['http://a.shop-dev.svc', 'http://a.shop.svc'])).toEqual(['http://a.', '.svc'])
    expect(pieces(['shop-dev', 'shop'])).toEqual(['', ''])
    expect(pieces(['shop.shop-dev.svc', 'shop.shop.svc'])).toEqual(['shop.', '.svc'])
    expect(pieces(['shop-dev.a', 'shop.b'])).toBeUndefined()
    expect(pieces(['ashop-dev', 'ashop'])).toBeUndefined()
    expect(pieces([1, 2])).toBeUndefined()
  })

  test('that all have means the namespace only where nothing else can be meant', () => {
    const one = ['shop', 'shop']
    expect(pieces(['shop-tls', 'shop-tls'], false, one)).toBeUndefined()
    expect(pieces(['shop', 'shop'], false, one)).toBeUndefined()
    expect(pieces(['shop', 'shop'], true, one)).toEqual(['', ''])
    expect(pieces(['shop.shop.svc:80', 'shop.shop.svc:80'], false, one)).toEqual(['shop.', '.svc:80'])
    expect(pieces(['cluster.local/ns/shop/sa/shop'], false, ['shop'])).toEqual(['cluster.local/ns/', '/sa/shop'])
    expect(pieces(['x.shop.svc', 'x.shop.svc'])).toBeUndefined()
  })
})
