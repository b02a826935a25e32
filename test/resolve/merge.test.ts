/** Law 5: maps merge by key, scalars and lists replace, a short form replaces wholly, `null` removes, and what is left falls back to the default. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PlanNode } from '../../engine/plan/plan.ts'
import { defaultOf, type Layer, type MergeContext, merge } from '../../engine/resolve/merge.ts'
import { isMap } from '../../engine/source/json.ts'
import type { Json, JsonObject } from '../../engine/source/source.ts'

const text: PlanNode = { type: 'scalar', json: ['string', 'integer'] }
const inner: PlanNode = {
  type: 'object',
  props: { port: text, protocol: { type: 'scalar', json: ['string'], default: 'TCP' }, tags: { type: 'list', of: text } },
  required: [],
  short: 'port',
}
const plan: PlanNode = {
  type: 'object',
  props: {
    name: text,
    size: { type: 'scalar', json: ['integer'], default: 7 },
    args: { type: 'list', of: text, default: Object.freeze(['-v']) },
    labels: { type: 'map', of: text, present: true },
    ports: { type: 'map', of: inner },
    main: { ...inner, present: true },
    environments: { type: 'map', of: text, overlay: true },
  },
  required: ['name'],
}

/** Layers in their long form: what is written is what it stands for. */
function lay(...values: readonly (Json | undefined)[]): { readonly merged: JsonObject; readonly missing: readonly string[] } {
  return layers(...values.map((value) => ({ value, raw: value })))
}

function layers(...given: readonly Layer[]): { readonly merged: JsonObject; readonly missing: readonly string[] } {
  const missing: string[] = []
  const context: MergeContext = {
    scalar: (value) => value,
    missing: (path, key) => missing.push([...path, key].join('/')),
    memo: new WeakMap(),
  }
  return { merged: merge(plan, given, [], context) as JsonObject, missing }
}

/** One layer over another, as a reader would write the two as one. */
function over(low: Json | undefined, high: Json | undefined): Json | undefined {
  if (high === undefined) return low
  if (!isMap(low) || !isMap(high)) return high
  const both: Record<string, Json> = Object.create(null)
  for (const key of [...Object.keys(low), ...Object.keys(high)])
    both[key] = over(Object.hasOwn(low, key) ? low[key] : undefined, Object.hasOwn(high, key) ? high[key] : undefined) as Json
  return { ...both }
}

const scalar = fc.constantFrom<Json>('a', 'b', 1, 2)
const key = fc.constantFrom('x', 'y', 'constructor', 'toString')
const list = fc.array(scalar, { maxLength: 2 })

/** A layer in its long form; with `removes`, any word of it may be null. */
function layer(removes: boolean): fc.Arbitrary<JsonObject> {
  const one = (arbitrary: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
    removes ? fc.oneof({ weight: 4, arbitrary }, { weight: 1, arbitrary: fc.constant(null) }) : arbitrary
  const port = one(fc.record({ port: one(scalar), protocol: one(scalar), tags: one(list) }, { requiredKeys: [] }) as fc.Arbitrary<Json>)
  return fc.record(
    {
      name: one(scalar),
      size: one(scalar),
      args: one(list),
      labels: one(fc.dictionary(key, one(scalar), { maxKeys: 3 })),
      ports: one(fc.dictionary(key, port, { maxKeys: 3 })),
      main: port,
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<JsonObject>
}
const saying = layer(false)
const removing = layer(true)

describe('layers', () => {
  test('A, then B, then C is A, then what B and C say together', () => {
    fc.assert(
      fc.property(saying, saying, removing, (a, b, c) => {
        expect(lay(a, b, c)).toEqual(lay(a, over(b, c)))
      }),
      { numRuns: 200 },
    )
  })

  test('and so it is for those below, as long as nobody removes', () => {
    fc.assert(
      fc.property(saying, saying, removing, (a, b, c) => {
        expect(lay(a, b, c)).toEqual(lay(over(a, b), c))
      }),
      { numRuns: 200 },
    )
  })

  test('what is removed and said again starts from nothing', () => {
    expect(lay({ name: 'n', labels: { x: 1 } }, { labels: null }, { labels: { y: 2 } }).merged.labels).toEqual({ y: 2 })
    expect(
      lay({ name: 'n', ports: { x: { port: 1, tags: ['a'] } } }, { ports: { x: null } }, { ports: { x: { port: 2 } } }).merged.ports,
    ).toEqual({
      x: { port: 2, protocol: 'TCP' },
    })
  })

  test('layers that say nothing, or the same again, change nothing', () => {
    fc.assert(
      fc.property(saying, removing, (a, b) => {
        expect(lay(a, {}, undefined, b, {})).toEqual(lay(a, b))
        expect(lay(a, a)).toEqual(lay(a))
      }),
      { numRuns: 100 },
    )
  })

  test('the topmost scalar and list win, whole', () => {
    fc.assert(
      fc.property(fc.array(saying, { minLength: 1, maxLength: 4 }), (all) => {
        const { merged } = lay(...all)
        for (const word of ['name', 'size', 'args'] as const) {
          const last = all.findLast((one) => Object.hasOwn(one, word))
          if (last !== undefined) expect(merged[word]).toEqual(last[word])
        }
      }),
      { numRuns: 100 },
    )
  })

  test('null takes a word back to its default, and a required one is missing then', () => {
    const low = { name: 'n', size: 1, args: ['a'], labels: { x: 1 }, ports: { x: { port: 1 } }, main: { port: 2, protocol: 'UDP' } }
    const { merged, missing } = lay(low, { name: null, size: null, args: null, labels: null, ports: null, main: null })
    expect(merged).toEqual({ size: 7, args: ['-v'], labels: {}, main: { protocol: 'TCP' } })
    expect(missing).toEqual(['name'])
    expect(lay(low, { labels: { x: null }, ports: { x: null }, main: { protocol: null } }).merged).toEqual({
      ...low,
      labels: {},
      ports: {},
      main: { port: 2, protocol: 'TCP' },
    })
  })

  test('environments are layers, and no part of what they change', () => {
    expect(lay({ name: 'n', environments: { dev: { name: 'm' } } }).merged).not.toHaveProperty('environments')
  })
})

describe('short forms', () => {
  const low = { name: 'n', ports: { x: { port: 1, protocol: 'UDP', tags: ['a'] } } }

  test('one replaces all that lies below it', () => {
    const short: Layer = { value: { ports: { x: { port: 2 } } }, raw: { ports: { x: 2 } } }
    expect(layers({ value: low, raw: low }, short).merged.ports).toEqual({ x: { port: 2, protocol: 'TCP' } })
  })

  test('the long form of the same merges', () => {
    expect(lay(low, { ports: { x: { port: 2 } } }).merged.ports).toEqual({ x: { port: 2, protocol: 'UDP', tags: ['a'] } })
  })

  test('a map over one merges with what it stands for', () => {
    const short: Layer = { value: { name: 'n', ports: { x: { port: 2 } } }, raw: { name: 'n', ports: { x: 2 } } }
    const high = { ports: { x: { protocol: 'UDP' } } }
    expect(layers(short, { value: high, raw: high }).merged.ports).toEqual({ x: { port: 2, protocol: 'UDP' } })
  })

  test('a list of names for a map replaces the map', () => {
    const short: Layer = { value: { labels: { y: 2 } }, raw: { labels: ['y'] } }
    expect(layers({ value: { name: 'n', labels: { x: 1 } }, raw: { name: 'n', labels: { x: 1 } } }, short).merged.labels).toEqual({ y: 2 })
  })
})

describe('of several words one', () => {
  const source: PlanNode = { type: 'object', whole: true, props: { value: text, field: text }, required: [], short: 'value' }
  const context = (): MergeContext => ({ scalar: (value) => value, missing: () => {}, memo: new WeakMap() })
  const of = (...values: readonly Json[]) =>
    merge(
      source,
      values.map((value) => ({ value, raw: value })),
      [],
      context(),
    )

  test('another one replaces it instead of joining it', () => {
    expect(of({ value: 'a' }, { field: 'metadata.name' })).toEqual({ field: 'metadata.name' })
    expect(of({ field: 'metadata.name' }, { value: 'a' }, null)).toBeUndefined()
  })
})

describe('the result', () => {
  test('keeps keys that mean something to JavaScript', () => {
    const hostile = JSON.parse('{"name": "n", "labels": {"__proto__": "a", "constructor": "b"}}') as Json
    for (const { merged } of [lay(hostile), lay({ labels: { x: 1 } }, hostile), lay(hostile, { labels: { x: 1 } })]) {
      const labels = merged.labels as JsonObject
      expect(Object.keys(labels)).toEqual(expect.arrayContaining(['__proto__', 'constructor']))
      expect(Object.getOwnPropertyDescriptor(labels, '__proto__')?.value).toBe('a')
      expect(Object.getPrototypeOf(labels)).toBe(Object.prototype)
    }
    const removed = JSON.parse('{"labels": {"__proto__": null}}') as Json
    expect(Object.keys(lay(hostile, removed).merged.labels as object)).toEqual(['constructor'])
  })

  test('is frozen through and through, and its layers are as they were', () => {
    fc.assert(
      fc.property(saying, removing, (a, b) => {
        const before = JSON.stringify([a, b])
        const all: unknown[] = [lay(a, b).merged]
        for (const value of all) {
          if (typeof value !== 'object' || value === null) continue
          expect(Object.isFrozen(value)).toBe(true)
          all.push(...Object.values(value))
        }
        expect(JSON.stringify([a, b])).toBe(before)
      }),
      { numRuns: 100 },
    )
  })

  test('shares defaults, and what only one layer says', () => {
    const { props } = plan as { props: { readonly [key: string]: PlanNode } }
    const first = lay({ name: 'n' }).merged
    const second = lay({ name: 'm' }).merged
    for (const word of ['args', 'labels', 'main']) {
      expect(first[word]).toBe(second[word])
      expect(first[word]).toBe(defaultOf(props[word] as PlanNode))
    }
    const labels = { x: 1 }
    const context: MergeContext = { scalar: (value) => value, missing: () => {}, memo: new WeakMap() }
    const once = (name: string) =>
      (
        merge(
          plan,
          [
            { value: { labels }, raw: { labels } },
            { value: { name }, raw: { name } },
          ],
          [],
          context,
        ) as JsonObject
      ).labels
    expect(once('a')).toBe(once('b'))
  })
})
