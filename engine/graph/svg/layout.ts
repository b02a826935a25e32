import type { Graph, GraphEdge } from '../graph.ts'
import { anchorOf, type Box, boxOf } from './boxes.ts'
import { settled } from './heights.ts'
import { type Arrow, layersOf } from './layers.ts'
import { type Column, ordered } from './order.ts'

/** A box with its upper left corner. */
export interface Placed {
  readonly box: Box
  readonly x: number
  readonly y: number
}

/** A line from box to box, through the columns between them. */
export interface Line {
  readonly edge: GraphEdge
  readonly points: readonly Point[]
}

/** In pixels from the upper left. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** A picture of boxes and lines. */
export interface Layout {
  readonly boxes: readonly Placed[]
  readonly lines: readonly Line[]
  readonly width: number
  readonly height: number
}

const GAP = 22
const NARROW_GAP = 12
const CHANNEL = 90
const SWEEPS = 16

/** One cell of a column: a box, or a line that passes. */
interface Cell {
  readonly layer: number
  readonly box: Box | undefined
}

/** Columns of boxes from callers to callees, lines that bend around what stands between. For nodes that hang together. */
export function columned(graph: Graph): Layout {
  const boxes = graph.nodes.map((node) => boxOf(node, graph))
  const index = new Map(graph.nodes.map((node, at) => [node.id, at]))
  const arrows = graph.edges.map(({ from, to }): Arrow => ({ from: index.get(from) as number, to: index.get(to) as number }))
  const layers = layersOf(boxes.length, arrows)
  const cells: Cell[] = boxes.map((box, at) => ({ layer: layers[at] as number, box }))
  const [before, behind]: [number[][], number[][]] = [cells.map(() => []), cells.map(() => [])]
  /** For each arrow the cells from its left end to its right one. */
  const ways = arrows.map(({ from, to }) => {
    const [left, right] = (layers[from] as number) <= (layers[to] as number) ? [from, to] : [to, from]
    const way = [left]
    for (let layer = (layers[left] as number) + 1; layer < (layers[right] as number); layer++) {
      cells.push({ layer, box: undefined })
      before.push([])
      behind.push([])
      way.push(cells.length - 1)
    }
    way.push(right)
    for (let step = 1; step < way.length; step++) {
      behind[way[step - 1] as number]?.push(way[step] as number)
      before[way[step] as number]?.push(way[step - 1] as number)
    }
    return way
  })
  const columns = ordered(columnsOf(cells), { before, behind })
  const middles = middlesOf(columns, cells, before, behind)
  const widths = columns.map((column) => Math.max(0, ...column.map((cell) => cells[cell]?.box?.width ?? 0)))
  const starts: number[] = []
  let x = 0
  for (const width of widths) {
    starts.push(x)
    x += width + CHANNEL
  }
  const top = Math.min(...cells.map((cell, at) => (middles[at] as number) - (cell.box?.height ?? 0) / 2))
  const placed = boxes.map((box, at): Placed => {
    const layer = layers[at] as number
    const centred = ((widths[layer] as number) - box.width) / 2
    return { box, x: Math.round((starts[layer] as number) + centred), y: Math.round((middles[at] as number) - box.height / 2 - top) }
  })
  const lines = graph.edges.flatMap((edge, at) => {
    const { fromPort, toPorts } = edge
    const { from, to } = arrows[at] as Arrow
    const way = ways[at] as number[]
    const between = way.slice(1, -1).map((cell): readonly Point[] => {
      const layer = cells[cell]?.layer as number
      const y = Math.round((middles[cell] as number) - top)
      return [
        { x: starts[layer] as number, y },
        { x: (starts[layer] as number) + (widths[layer] as number), y },
      ]
    })
    const isForward = way[0] === from
    const inner = isForward ? between.flat() : [...between].reverse().flatMap((pair) => [...pair].reverse())
    const start = end(placed[from] as Placed, fromPort, isForward ? 'right' : 'left')
    return (toPorts.length === 0 ? [undefined] : toPorts).map(
      (port): Line => ({ edge, points: [start, ...inner, end(placed[to] as Placed, port, isForward ? 'left' : 'right')] }),
    )
  })
  const bottom = Math.max(0, ...placed.map(({ y, box }) => y + box.height), ...lines.flatMap(({ points }) => points.map(({ y }) => y)))
  return { boxes: placed, lines, width: Math.max(0, x - CHANNEL), height: bottom }
}

function end({ box, x, y }: Placed, port: string | undefined, side: 'left' | 'right'): Point {
  return { x: side === 'left' ? x : x + box.width, y: y + anchorOf(box, port) }
}

function columnsOf(cells: readonly Cell[]): readonly Column[] {
  const columns: number[][] = []
  for (const [at, { layer }] of cells.entries()) {
    while (columns.length <= layer) columns.push([])
    columns[layer]?.push(at)
  }
  return columns
}

/** Everybody where its neighbours are, as far as the others let it: a few sweeps in both directions. */
function middlesOf(
  columns: readonly Column[],
  cells: readonly Cell[],
  before: readonly number[][],
  behind: readonly number[][],
): readonly number[] {
  const middles = new Array<number>(cells.length).fill(0)
  const settle = (column: Column, wish: (cell: number) => number): void => {
    const found = settled(
      column.map((cell) => ({ height: cells[cell]?.box?.height ?? 0, wanted: wish(cell) })),
      column.some((cell) => cells[cell]?.box === undefined) ? NARROW_GAP : GAP,
    )
    for (const [at, cell] of column.entries()) middles[cell] = found[at] as number
  }
  for (const column of columns) settle(column, () => 0)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const toTheRight = sweep % 2 === 0
    for (const column of toTheRight ? columns : [...columns].reverse())
      settle(column, (cell) => {
        const near = sweep < SWEEPS - 2 ? (toTheRight ? before : behind)[cell] : [...(before[cell] ?? []), ...(behind[cell] ?? [])]
        if (near === undefined || near.length === 0) return middles[cell] as number
        return near.reduce((sum, other) => sum + (middles[other] as number), 0) / near.length
      })
  }
  return middles
}
