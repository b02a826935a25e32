import { type Graph, type GraphNode, lineOf, titleOf } from '../graph.ts'
import { LINE, TEXT, textWidth } from './measure.ts'

/** A node as a box of lines: its name, its ports, and what else there is to say. Sizes in pixels. */
export interface Box {
  readonly node: GraphNode
  readonly title: string
  readonly rows: readonly Row[]
  readonly width: number
  readonly height: number
}

/** A line of a box. */
export interface Row {
  readonly text: string
  /** The port that it is, where arrows end. */
  readonly port: string | undefined
}

const PADDING = 10
const HEAD = 24

/** The box of a node. */
export function boxOf(node: GraphNode, graph: Graph): Box {
  const title = titleOf(node, graph)
  const rows = [
    ...node.ports.map((port) => ({ text: lineOf(port, node.environments), port: port.id })),
    ...node.facts.map((fact) => ({ text: lineOf(fact, node.environments), port: undefined })),
  ]
  const width = Math.max(textWidth(title, TEXT + 1) * 1.08, ...rows.map(({ text }) => textWidth(text))) + 2 * PADDING
  return { node, title, rows, width: Math.ceil(width), height: HEAD + rows.length * LINE + (rows.length === 0 ? 4 : 8) }
}

/** How far below the top of its box the middle of a port's line is; the middle of the name without a port. */
export function anchorOf({ rows }: Box, port: string | undefined): number {
  const row = port === undefined ? -1 : rows.findIndex((one) => one.port === port)
  return row < 0 ? HEAD / 2 : rowMiddle(row)
}

/** How far below the top of its box the middle of a line is. */
export function rowMiddle(row: number): number {
  return HEAD + 2 + row * LINE + LINE / 2
}
