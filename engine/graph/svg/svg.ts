import { type EdgeKind, type Graph, headingOf, kindNames, lineOf, type NodeKind } from '../graph.ts'
import { rowMiddle } from './boxes.ts'
import type { Layout, Placed, Point } from './layout.ts'
import { TEXT, textWidth } from './measure.ts'
import { packed } from './pack.ts'

interface Colours {
  readonly fill: string
  readonly head: string
  readonly line: string
}

const COLOURS: { readonly [Kind in NodeKind]: Colours } = {
  world: { fill: '#f8f9fa', head: '#dee2e6', line: '#868e96' },
  network: { fill: '#f8f9fa', head: '#dee2e6', line: '#868e96' },
  gateway: { fill: '#fff9db', head: '#ffec99', line: '#e67700' },
  service: { fill: '#f0f8ff', head: '#d0ebff', line: '#1971c2' },
  component: { fill: '#f8f6ff', head: '#e5dbff', line: '#6741d9' },
  store: { fill: '#f2fcf4', head: '#d3f9d8', line: '#2b8a3e' },
  external: { fill: '#fff5f5', head: '#ffe3e3', line: '#c92a2a' },
}

const MARGIN = 24
const HEADING = 44
const APART = 56

/** The graph as a picture of its own: no script, no font to load, nothing from elsewhere. What the platform itself runs stands below the rest. */
export function svg(graph: Graph): string {
  const isApart = (id: string): boolean => id.startsWith('component/')
  const main = packed(part(graph, (id) => !isApart(id)))
  const apart = packed(part(withAcross(graph, isApart), isApart))
  const hasApart = apart.boxes.length > 0
  const title = headingOf(graph)
  const about = graph.facts.map((fact) => lineOf(fact, graph.environments)).join('; ')
  const legend = legendOf(graph)
  const width = Math.max(main.width, apart.width, textWidth(title, 18), textWidth(about), legend.width) + 2 * MARGIN
  const below = MARGIN + HEADING + main.height + (hasApart ? APART : 0)
  const height = below + (hasApart ? apart.height : 0) + 3 * MARGIN
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-sans-serif, 'Segoe UI', Helvetica, Arial, sans-serif" font-size="${TEXT}" fill="#212529" role="img">`,
    `<title>${escaped(title)}</title>`,
    '<defs><marker id="to" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#495057"/></marker></defs>',
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(MARGIN, MARGIN + 14, title, 'font-size="18" font-weight="600"'),
    text(MARGIN, MARGIN + 32, about, 'fill="#495057"'),
    ...drawn(main, graph, MARGIN, MARGIN + HEADING),
    ...(hasApart
      ? [
          text(MARGIN, below - 16, 'What the platform itself runs', 'font-size="14" font-weight="600" fill="#495057"'),
          ...drawn(apart, graph, MARGIN, below),
        ]
      : []),
    ...legend.draw(MARGIN, height - MARGIN),
    '</svg>',
  ].join('\n')}\n`
}

/** What stands apart says in words whom it calls and who calls it among the rest: lines all over the picture would hide those that matter. */
function withAcross(graph: Graph, isApart: (id: string) => boolean): Graph {
  const nameOf = (id: string): string => id.slice(id.indexOf('/') + 1)
  return {
    ...graph,
    nodes: graph.nodes.map((node) => {
      const calls = graph.edges.flatMap(({ from, to }) => (from === node.id && !isApart(to) ? [nameOf(to)] : []))
      const callers = graph.edges.flatMap(({ from, to }) => (to === node.id && !isApart(from) ? [nameOf(from)] : []))
      const lines = [...listed('calls', calls), ...listed('called by', callers)]
      return { ...node, facts: [...node.facts, ...lines.map((line) => ({ text: line, environments: node.environments }))] }
    }),
  }
}

const MOST_NAMES = 3

function listed(verb: string, names: readonly string[]): readonly string[] {
  const once = [...new Set(names)]
  if (once.length === 0) return []
  return [once.length > MOST_NAMES ? `${verb} ${once.length} others` : `${verb} ${once.join(', ')}`]
}

/** Only some nodes, and the edges between them. */
function part(graph: Graph, keep: (id: string) => boolean): Graph {
  return {
    ...graph,
    nodes: graph.nodes.filter(({ id }) => keep(id)),
    edges: graph.edges.filter(({ from, to }) => keep(from) && keep(to)),
  }
}

function drawn({ boxes, lines }: Layout, graph: Graph, x: number, y: number): readonly string[] {
  return [
    `<g transform="translate(${x} ${y})">`,
    ...lines.map(({ edge: { kind, environments, from, to }, points }) => {
      const isEverywhere = environments.length === graph.environments.length
      const said = `${from.slice(from.indexOf('/') + 1)} → ${to.slice(to.indexOf('/') + 1)}${isEverywhere ? '' : ` (${environments.join(', ')})`}`
      const colour = isEverywhere || kind === 'expose' ? '#495057' : '#adb5bd'
      return `<path d="${curve(points)}" fill="none" stroke="${colour}"${DASHES[kind]} marker-end="url(#to)"><title>${escaped(said)}</title></path>`
    }),
    ...boxes.flatMap(drawBox),
    '</g>',
  ]
}

const DASHES: { readonly [Kind in EdgeKind]: string } = {
  call: '',
  expose: '',
  route: ' stroke-dasharray="6 3"',
  mirror: ' stroke-dasharray="2 3"',
}

function drawBox({ box, x, y }: Placed): readonly string[] {
  const { fill, head, line } = COLOURS[box.node.kind]
  const { width, height } = box
  const round = box.node.kind === 'world' || box.node.kind === 'network' ? 13 : 4
  const dashed = box.node.kind === 'external' ? ' stroke-dasharray="5 3"' : ''
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}" fill="${fill}" stroke="${line}"${dashed}/>`,
    `<path d="M${x + 0.5} ${y + 24}V${y + round}q0 ${0.5 - round} ${round - 0.5} ${0.5 - round}H${x + width - round}q${round - 0.5} 0 ${round - 0.5} ${round - 0.5}V${y + 24}z" fill="${head}"/>`,
    text(x + 10, y + 16, box.title, `font-size="${TEXT + 1}" font-weight="600"`),
    ...box.rows.map((row, index) => {
      const middle = y + rowMiddle(index)
      const pin = row.port === undefined || box.node.kind === 'gateway' ? '' : `<circle cx="${x}" cy="${middle}" r="2.5" fill="${line}"/>`
      return pin + text(x + 10, middle + 4, row.text, row.port === undefined ? 'fill="#495057"' : '')
    }),
  ]
}

/** A smooth line: level where it leaves, where it passes a column, and where it arrives. */
function curve(points: readonly Point[]): string {
  const [first, ...rest] = points
  if (first === undefined) return ''
  let path = `M${first.x} ${first.y}`
  let last = first
  for (const point of rest) {
    const bend = Math.round((point.x - last.x) / 2)
    path += point.y === last.y ? `H${point.x}` : `C${last.x + bend} ${last.y} ${point.x - bend} ${point.y} ${point.x} ${point.y}`
    last = point
  }
  return path
}

function legendOf(graph: Graph): { readonly width: number; readonly draw: (x: number, y: number) => readonly string[] } {
  const kinds = Object.keys(kindNames).filter((kind) => graph.nodes.some((node) => node.kind === kind)) as NodeKind[]
  const dashed = ['route', 'mirror'].filter((kind) => graph.edges.some((edge) => edge.kind === kind))
  const words = [
    ...kinds.map((kind) => ({ swatch: kind, text: kindNames[kind] })),
    { swatch: undefined, text: 'an arrow to a name means all ports' },
    ...(graph.edges.some(({ kind, environments }) => kind === 'call' && environments.length < graph.environments.length)
      ? [{ swatch: undefined, text: 'pale: not in every environment' }]
      : []),
    ...dashed.map((kind) => ({ swatch: undefined, text: kind === 'route' ? 'dashed: routed on' : 'dotted: mirrored' })),
  ]
  const step = (one: (typeof words)[number]): number => textWidth(one.text) + (one.swatch === undefined ? 20 : 36)
  return {
    width: words.reduce((sum, one) => sum + step(one), 0),
    draw(x, y) {
      let at = x
      return words.map((one) => {
        const here = at
        at += step(one)
        if (one.swatch === undefined) return text(here, y, one.text, 'fill="#495057"')
        const { head, line } = COLOURS[one.swatch]
        return `<rect x="${here}" y="${y - 10}" width="12" height="12" rx="2" fill="${head}" stroke="${line}"/>${text(here + 18, y, one.text, 'fill="#495057"')}`
      })
    },
  }
}

function text(x: number, y: number, content: string, attributes: string): string {
  return `<text x="${x}" y="${y}"${attributes === '' ? '' : ` ${attributes}`}>${escaped(content)}</text>`
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
