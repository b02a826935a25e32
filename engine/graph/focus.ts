import type { Graph } from './graph.ts'

/** Only somebody, and whoever is at most `depth` calls away, in either direction. With depth 0 nobody else. */
export function focus(graph: Graph, id: string, depth: number): Graph {
  const near = new Map<string, Set<string>>(graph.nodes.map((node) => [node.id, new Set()]))
  for (const { from, to } of graph.edges) {
    near.get(from)?.add(to)
    near.get(to)?.add(from)
  }
  const seen = new Set([id])
  let edge: readonly string[] = [id]
  for (let step = 0; step < depth && edge.length > 0; step++) {
    const next: string[] = []
    for (const one of edge)
      for (const other of near.get(one) ?? [])
        if (!seen.has(other)) {
          seen.add(other)
          next.push(other)
        }
    edge = next
  }
  const edges = graph.edges.filter(({ from, to }) => seen.has(from) && seen.has(to))
  const hosts = new Set(edges.map(({ from, fromPort }) => `${from} ${fromPort}`))
  const nodes = graph.nodes.filter((node) => seen.has(node.id))
  return {
    ...graph,
    nodes: nodes.map((node) =>
      node.kind === 'gateway' ? { ...node, ports: node.ports.filter((port) => hosts.has(`${node.id} ${port.id}`)) } : node,
    ),
    edges,
  }
}
