import { edgeText } from './edge-text.ts'
import { type Graph, type GraphNode, headingOf, lineOf, type NodeKind, titleOf } from './graph.ts'
import { zonesOf } from './zones.ts'

/** The graph in the language of Graphviz. https://graphviz.org/doc/info/lang.html */
export function dot(graph: Graph): string {
  const heading = [headingOf(graph), ...graph.facts.map((fact) => lineOf(fact, graph.environments))].join('\n')
  const lines = [
    `digraph ${quoted(graph.platform)} {`,
    '  rankdir=LR',
    `  label=${quoted(heading)}`,
    '  labelloc=t',
    '  fontname="Helvetica"',
    '  node [fontname="Helvetica", fontsize=11, shape=box, style="rounded,filled"]',
    '  edge [fontname="Helvetica", fontsize=9, color="#495057"]',
  ]
  for (const { id, title, nodes } of zonesOf(graph)) {
    lines.push(`  subgraph cluster_${id} {`, `    label=${quoted(title)}`, '    color="#adb5bd"')
    for (const node of nodes) lines.push(`    ${quoted(node.id)} [label=${labelOf(node, graph)}, ${LOOKS[node.kind]}]`)
    lines.push('  }')
  }
  for (const edge of graph.edges) {
    const text = edgeText(edge, graph)
    const words = [
      ...(text === '' ? [] : [`label=${quoted(text)}`]),
      ...(edge.kind === 'route' || edge.kind === 'mirror' ? ['style=dashed'] : []),
    ]
    lines.push(`  ${quoted(edge.from)} -> ${quoted(edge.to)}${words.length === 0 ? '' : ` [${words.join(', ')}]`}`)
  }
  return `${lines.join('\n')}\n}\n`
}

const LOOKS: { readonly [Kind in NodeKind]: string } = {
  world: 'shape=ellipse, style=filled, fillcolor="#f1f3f5", color="#868e96"',
  network: 'shape=ellipse, style=filled, fillcolor="#f1f3f5", color="#868e96"',
  gateway: 'shape=hexagon, style=filled, fillcolor="#fff3bf", color="#f08c00"',
  service: 'fillcolor="#e7f5ff", color="#1c7ed6"',
  component: 'fillcolor="#f3f0ff", color="#7048e8"',
  store: 'shape=cylinder, style=filled, fillcolor="#ebfbee", color="#2f9e44"',
  external: 'shape=box, style="filled,dashed", fillcolor="#fff5f5", color="#e03131"',
}

function labelOf(node: GraphNode, graph: Graph): string {
  const ports = node.kind === 'gateway' ? [] : node.ports
  return quoted([titleOf(node, graph), ...[...ports, ...node.facts].map((line) => lineOf(line, node.environments))].join('\n'))
}

/** A line break is `\n`; every other backslash is one. */
function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`
}
