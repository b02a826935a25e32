import { edgeText } from './edge-text.ts'
import { type Graph, type GraphEdge, type GraphNode, headingOf, lineOf, type NodeKind, titleOf } from './graph.ts'
import { zonesOf } from './zones.ts'

/** The graph as a flowchart of Mermaid, which GitHub, GitLab and many wikis draw. https://mermaid.js.org/syntax/flowchart.html */
export function mermaid(graph: Graph): string {
  const lines = [
    '---',
    `title: ${JSON.stringify([headingOf(graph), ...graph.facts.map((fact) => lineOf(fact, graph.environments))].join('; '))}`,
  ]
  lines.push('---', 'flowchart LR')
  for (const { id, title, nodes } of zonesOf(graph)) {
    lines.push(`  subgraph ${id}["${quoted(title)}"]`)
    for (const node of nodes) lines.push(`    ${nameOf(node.id)}${shapeOf(node.kind, textOf(node, graph))}`)
    lines.push('  end')
  }
  for (const edge of graph.edges) lines.push(`  ${arrowOf(edge, quoted(edgeText(edge, graph)))}`)
  for (const [kind, style] of Object.entries(STYLES)) {
    const named = graph.nodes.filter((node) => node.kind === kind).map((node) => nameOf(node.id))
    if (named.length > 0) lines.push(`  classDef ${kind} ${style}`, `  class ${named.join(',')} ${kind}`)
  }
  return `${lines.join('\n')}\n`
}

const STYLES: { readonly [Kind in NodeKind]: string } = {
  world: 'fill:#f1f3f5,stroke:#868e96,color:#212529',
  network: 'fill:#f1f3f5,stroke:#868e96,color:#212529',
  gateway: 'fill:#fff3bf,stroke:#f08c00,color:#212529',
  service: 'fill:#e7f5ff,stroke:#1c7ed6,color:#212529',
  component: 'fill:#f3f0ff,stroke:#7048e8,color:#212529',
  store: 'fill:#ebfbee,stroke:#2f9e44,color:#212529',
  external: 'fill:#fff5f5,stroke:#e03131,color:#212529',
}

/** Ids of nodes are words: a name of Kubernetes has no `_` and no capital, so none is taken twice. */
function nameOf(id: string): string {
  return id.replaceAll('-', '_').replace(/[^a-z0-9_]+/g, '_')
}

function textOf(node: GraphNode, graph: Graph): string {
  const ports = node.kind === 'gateway' ? [] : node.ports
  return [
    `<b>${quoted(titleOf(node, graph))}</b>`,
    ...[...ports, ...node.facts].map((line) => quoted(lineOf(line, node.environments))),
  ].join('<br/>')
}

function shapeOf(kind: NodeKind, text: string): string {
  switch (kind) {
    case 'world':
    case 'network':
      return `(["${text}"])`
    case 'gateway':
      return `{{"${text}"}}`
    case 'store':
      return `[("${text}")]`
    case 'external':
      return `[/"${text}"/]`
    case 'component':
    case 'service':
      return `["${text}"]`
  }
}

function arrowOf({ from, to, kind }: GraphEdge, text: string): string {
  const arrow = kind === 'call' || kind === 'expose' ? '-->' : '-.->'
  return `${nameOf(from)} ${arrow}${text === '' ? '' : `|"${text}"|`} ${nameOf(to)}`
}

/** https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters */
function quoted(text: string): string {
  return text.replace(/[#"<>&`\\|{}]/g, (char) => `#${char.charCodeAt(0)};`)
}
