import type { Graph, GraphEdge } from './graph.ts'
import { lineOf } from './graph.ts'

/** What stands beside an arrow where ports have no place of their own: the host that requests came for, the ports, and the environments. */
export function edgeText({ kind, from, fromPort, to, toPorts, environments }: GraphEdge, graph: Graph): string {
  const ends = [from, to].flatMap((id) => graph.nodes.find((node) => node.id === id) ?? [])
  const widest = ends.map((end) => end.environments).sort((a, b) => a.length - b.length)[0]
  const words = [...(kind === 'route' || kind === 'mirror' ? [kind] : []), ...(fromPort === undefined ? [] : [fromPort]), ...toPorts]
  const said = lineOf({ text: '', environments }, widest === undefined ? environments : widest).trim()
  return [words.join(fromPort === undefined ? ', ' : ' → '), said].filter((part) => part !== '').join(' ')
}
