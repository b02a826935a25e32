import type { Graph } from '../graph.ts'
import { columned, type Layout, type Line, type Placed, type Point } from './layout.ts'

const GAP = 36
/** How wide a row of those that nobody calls may become, when the rest is narrower. */
const ROW = 900

/** What hangs together, one below the other; those that neither call nor are called stand in rows at the end. */
export function packed(graph: Graph): Layout {
  const parts = connected(graph)
  const boxes: Placed[] = []
  const lines: Line[] = []
  let [width, height] = [0, 0]
  function put(layout: Layout, x: number, y: number): void {
    for (const one of layout.boxes) boxes.push({ ...one, x: one.x + x, y: one.y + y })
    const moved = (point: Point): Point => ({ x: point.x + x, y: point.y + y })
    for (const { edge, points } of layout.lines) lines.push({ edge, points: points.map(moved) })
    width = Math.max(width, x + layout.width)
    height = Math.max(height, y + layout.height)
  }
  for (const part of parts.filter(({ nodes }) => nodes.length > 1)) put(columned(part), 0, height === 0 ? 0 : height + GAP)
  const most = Math.max(width, ROW)
  let [x, y] = [0, height === 0 ? 0 : height + GAP]
  for (const part of parts.filter(({ nodes }) => nodes.length === 1)) {
    const alone = columned(part)
    if (x > 0 && x + alone.width > most) [x, y] = [0, height + GAP / 2]
    put(alone, x, y)
    x += alone.width + GAP
  }
  return { boxes, lines, width, height }
}

/** The graph in parts between which there is no edge, in the order of their first node. */
function connected(graph: Graph): readonly Graph[] {
  const leader = new Map<string, string>(graph.nodes.map(({ id }) => [id, id]))
  const find = (id: string): string => {
    let top = id
    for (let next = leader.get(top); next !== undefined && next !== top; next = leader.get(top)) top = next
    leader.set(id, top)
    return top
  }
  for (const { from, to } of graph.edges) leader.set(find(to), find(from))
  const parts = new Map<string, { nodes: Graph['nodes'][number][]; edges: Graph['edges'][number][] }>()
  for (const node of graph.nodes) {
    const part = parts.get(find(node.id)) ?? { nodes: [], edges: [] }
    parts.set(find(node.id), part)
    part.nodes.push(node)
  }
  for (const edge of graph.edges) parts.get(find(edge.from))?.edges.push(edge)
  return [...parts.values()].map((part) => ({ ...graph, ...part }))
}
