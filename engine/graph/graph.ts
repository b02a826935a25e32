/** What is declared, as a graph: who there is, who calls whom, and where requests come in. Plain data, in the order of the file. */
export interface Graph {
  readonly platform: string
  /** The environments that are drawn. What is not in all of them names those that it is in. */
  readonly environments: readonly string[]
  /** What holds for all of it: the mesh, and how it encrypts. */
  readonly facts: readonly Fact[]
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}

/** `world` and `network` are callers from outside; `component` is what the platform itself runs. */
export type NodeKind = 'world' | 'network' | 'gateway' | 'service' | 'component' | 'store' | 'external'

/** Somebody who calls or is called. */
export interface GraphNode {
  /** `service/orders`: unique in the graph, and the same in every run. */
  readonly id: string
  readonly kind: NodeKind
  readonly name: string
  readonly environments: readonly string[]
  /** Where calls end at a service, a store or an external; where requests come in at a gateway. */
  readonly ports: readonly GraphPort[]
  /** Versions and their shares, times, tries, breakers, and who else may call. */
  readonly facts: readonly Fact[]
}

/** A port of a service, or a host of a gateway. */
export interface GraphPort extends Fact {
  readonly id: string
}

/** One line about somebody. */
export interface Fact {
  readonly text: string
  readonly environments: readonly string[]
}

/** `call`: declared under `calls`. `expose`: from a gateway. `route` and `mirror`: where the routes of a service send requests on, or a copy of them. */
export type EdgeKind = 'call' | 'expose' | 'route' | 'mirror'

/** Requests that go from one to another. */
export interface GraphEdge {
  readonly kind: EdgeKind
  readonly from: string
  /** The host of a gateway; undefined for everybody else. */
  readonly fromPort: string | undefined
  readonly to: string
  /** The ports that are called, by id; none is all of them. */
  readonly toPorts: readonly string[]
  readonly environments: readonly string[]
}

/** A line with the environments that it is true in, when that is not wherever its owner is. */
export function lineOf({ text, environments }: Fact, owner: readonly string[]): string {
  return environments.length === owner.length ? text : `${text} (${environments.join(', ')})`
}

/** The name of somebody, with the environments that he is in, when that is not all of them. */
export function titleOf({ name, environments }: GraphNode, graph: Graph): string {
  return lineOf({ text: name, environments }, graph.environments)
}

/** What the picture is of. */
export function headingOf({ platform, environments }: Graph): string {
  return `${platform}: ${environments.join(', ')}`
}

/** How each kind is called in a legend. */
export const kindNames: { readonly [Kind in NodeKind]: string } = {
  world: 'the world',
  network: 'the own network',
  gateway: 'gateway',
  service: 'service',
  component: 'component of the platform',
  store: 'store',
  external: 'outside of the cluster',
}
