/** The layout of the SVG: nothing overlaps, arrows lead to the right, and any graph ends. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Graph, GraphEdge, GraphNode } from '../../engine/graph/graph.ts'
import { settled } from '../../engine/graph/svg/heights.ts'
import { layersOf, withoutCircles } from '../../engine/graph/svg/layers.ts'
import { crossings, ordered } from '../../engine/graph/svg/order.ts'
import { packed } from '../../engine/graph/svg/pack.ts'
import { svg } from '../../engine/graph/svg/svg.ts'

const arrows = fc.integer({ min: 1, max: 14 }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    list: fc.array(fc.record({ from: fc.integer({ min: 0, max: count - 1 }), to: fc.integer({ min: 0, max: count - 1 }) }), {
      maxLength: 30,
    }),
  }),
)

function graphOf(count: number, list: readonly { readonly from: number; readonly to: number }[]): Graph {
  const environments = ['dev']
  const nodes = Array.from({ length: count }, (_, index): GraphNode => {
    const ports = Array.from({ length: index % 4 }, (_port, at) => ({ id: `p${at}`, text: `http-${at} 80${at}`, environments }))
    return { id: `service/n${index}`, kind: 'service', name: `n${index}`, environments, ports, facts: [] }
  })
  const edges = list
    .filter(({ from, to }) => from !== to)
    .map(
      ({ from, to }): GraphEdge => ({
        kind: 'call',
        from: `service/n${from}`,
        fromPort: undefined,
        to: `service/n${to}`,
        toPorts: [],
        environments,
      }),
    )
  return { platform: 'any', environments, facts: [], nodes, edges }
}

describe('columns', () => {
  test('every arrow leads to the right, once circles are cut', () => {
    fc.assert(
      fc.property(arrows, ({ count, list }) => {
        const layers = layersOf(count, list)
        for (const { from, to } of withoutCircles(count, list)) expect(layers[from]).toBeLessThan(layers[to] as number)
        expect(Math.min(...layers)).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 200 },
    )
  })

  test('a caller whom nobody calls stands beside whom it calls', () => {
    expect(
      layersOf(4, [
        { from: 0, to: 1 },
        { from: 1, to: 2 },
        { from: 3, to: 2 },
      ]),
    ).toEqual([0, 1, 2, 1])
  })

  test('a long chain needs no stack', () => {
    const chain = Array.from({ length: 30_000 }, (_, from) => ({ from, to: from + 1 }))
    expect(layersOf(30_001, chain).at(-1)).toBe(30_000)
  })
})

describe('the order in a column', () => {
  test('crosses fewer lines than it did', () => {
    const behind = [[3], [2], [], []]
    const before = [[], [], [1], [0]]
    const columns = [
      [0, 1],
      [2, 3],
    ]
    expect(crossings(columns, behind)).toBe(1)
    expect(crossings(ordered(columns, { before, behind }), behind)).toBe(0)
  })
})

describe('heights', () => {
  test('keep their order and their distance, and what has room gets its wish', () => {
    const wish = fc.record({ height: fc.integer({ min: 0, max: 90 }), wanted: fc.integer({ min: -500, max: 500 }) })
    fc.assert(
      fc.property(fc.array(wish, { minLength: 1, maxLength: 12 }), (wishes) => {
        const found = settled(wishes, 10)
        for (const [index, middle] of found.entries()) {
          if (index === 0) continue
          const apart = ((wishes[index - 1]?.height ?? 0) + (wishes[index]?.height ?? 0)) / 2 + 10
          expect(middle - (found[index - 1] as number)).toBeGreaterThanOrEqual(apart - 1e-6)
        }
      }),
      { numRuns: 200 },
    )
    expect(
      settled(
        [
          { height: 20, wanted: 0 },
          { height: 20, wanted: 100 },
        ],
        10,
      ),
    ).toEqual([0, 100])
    expect(
      settled(
        [
          { height: 20, wanted: 50 },
          { height: 20, wanted: 50 },
        ],
        10,
      ),
    ).toEqual([35, 65])
  })
})

test('no two boxes overlap, whatever is drawn, and it is the same picture twice', () => {
  fc.assert(
    fc.property(arrows, ({ count, list }) => {
      const graph = graphOf(count, list)
      const { boxes, width, height } = packed(graph)
      expect(boxes).toHaveLength(count)
      for (const [index, one] of boxes.entries()) {
        expect(one.x >= 0 && one.y >= 0 && one.x + one.box.width <= width && one.y + one.box.height <= height).toBe(true)
        for (const other of boxes.slice(index + 1)) {
          const apart =
            one.x + one.box.width <= other.x ||
            other.x + other.box.width <= one.x ||
            one.y + one.box.height <= other.y ||
            other.y + other.box.height <= one.y
          expect(apart, `${one.box.title} and ${other.box.title}`).toBe(true)
        }
      }
      expect(svg(graph)).toBe(svg(graph))
    }),
    { numRuns: 100 },
  )
})
