import type { EdgeKind, Fact, Graph, GraphEdge, GraphNode, GraphPort, NodeKind } from './graph.ts'

interface GrowingNode {
  readonly id: string
  readonly kind: NodeKind
  readonly name: string
  readonly environments: string[]
  readonly ports: Map<string, { readonly id: string; readonly text: string; readonly environments: string[] }>
  readonly facts: Map<string, string[]>
}

interface GrowingEdge extends GraphEdge {
  readonly environments: string[]
}

/** Draws one environment over another: what is alike is one thing, and everything remembers where it was seen. */
export interface Union {
  readonly node: (kind: NodeKind, name: string) => void
  readonly port: (node: string, id: string, text: string) => void
  readonly fact: (node: string, text: string) => void
  readonly edge: (kind: EdgeKind, from: string, fromPort: string | undefined, to: string, toPorts: readonly string[]) => void
  readonly about: (text: string) => void
}

/** The id of a node. */
export function idOf(kind: NodeKind, name: string): string {
  return `${kind}/${name}`
}

/** An empty picture, which `enter` opens for one environment after the other. */
export function createUnion(platform: string): { readonly enter: (environment: string) => Union; readonly graph: () => Graph } {
  const environments: string[] = []
  const about = new Map<string, string[]>()
  const nodes = new Map<string, GrowingNode>()
  const edges = new Map<string, GrowingEdge>()

  function enter(environment: string): Union {
    environments.push(environment)
    const here = (seen: string[]): void => {
      if (seen.at(-1) !== environment) seen.push(environment)
    }
    const known = (id: string): GrowingNode => {
      const node = nodes.get(id)
      if (node === undefined) throw new Error(`nobody drew ${id}`)
      return node
    }
    return {
      node(kind, name) {
        const id = idOf(kind, name)
        const node = nodes.get(id) ?? { id, kind, name, environments: [], ports: new Map(), facts: new Map() }
        nodes.set(id, node)
        here(node.environments)
      },
      port(node, id, text) {
        const { ports } = known(node)
        const port = ports.get(id) ?? { id, text, environments: [] }
        ports.set(id, port)
        here(port.environments)
      },
      fact: (node, text) => here(grown(known(node).facts, text)),
      about: (text) => here(grown(about, text)),
      edge(kind, from, fromPort, to, toPorts) {
        const key = JSON.stringify([kind, from, fromPort ?? null, to, toPorts])
        const edge = edges.get(key) ?? { kind, from, fromPort, to, toPorts, environments: [] }
        edges.set(key, edge)
        here(edge.environments)
      },
    }
  }

  function graph(): Graph {
    return {
      platform,
      environments,
      facts: facts(about),
      nodes: [...nodes.values()].map(
        (node): GraphNode => ({ ...node, ports: [...node.ports.values()] as GraphPort[], facts: facts(node.facts) }),
      ),
      edges: [...edges.values()],
    }
  }

  return { enter, graph }
}

function grown(lines: Map<string, string[]>, text: string): string[] {
  const seen = lines.get(text) ?? []
  lines.set(text, seen)
  return seen
}

function facts(lines: ReadonlyMap<string, readonly string[]>): readonly Fact[] {
  return [...lines].map(([text, environments]) => ({ text, environments }))
}
