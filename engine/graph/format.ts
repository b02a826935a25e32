import { writeJson } from '../emit/json.ts'
import { dot } from './dot.ts'
import type { Graph } from './graph.ts'
import { mermaid } from './mermaid.ts'
import { svg } from './svg/svg.ts'

/** What a graph can be written as. */
export const graphFormats = ['mermaid', 'dot', 'svg', 'json'] as const
/** One of them. */
export type GraphFormat = (typeof graphFormats)[number]

/** A graph as text. */
export function writeGraph(graph: Graph, format: GraphFormat): string {
  switch (format) {
    case 'mermaid':
      return mermaid(graph)
    case 'dot':
      return dot(graph)
    case 'svg':
      return svg(graph)
    case 'json':
      return writeJson({
        ...graph,
        edges: graph.edges.map(({ fromPort, ...edge }) => (fromPort === undefined ? edge : { ...edge, fromPort })),
      })
  }
}
