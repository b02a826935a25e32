import type { Path } from './path.ts'

/** Names in a tree: a name is free when nothing stands at it, above it or below it. */
export interface Names<Thing> {
  readonly isFree: (path: Path) => boolean
  readonly find: (path: Path) => Thing | undefined
  readonly take: (path: Path, thing: Thing) => void
  /** Keeps everybody from what is below a free name. */
  readonly close: (path: Path) => void
  /** The name itself when it is free, else with numbers where it meets others: `image2.tag`. */
  readonly near: (path: Path) => Path
}

interface Node<Thing> {
  readonly below: Map<string, Node<Thing>>
  thing: Thing | undefined
  isClosed: boolean
}

/** No name starts with a word of `taken`. */
export function createNames<Thing>(taken: ReadonlySet<string>): Names<Thing> {
  const create = (): Node<Thing> => ({ below: new Map(), thing: undefined, isClosed: false })
  const root = create()

  /** The segment at which a path meets others; undefined for a free one. */
  function met(path: Path): number | undefined {
    if (taken.has(path[0] ?? '')) return 0
    let node = root
    for (const [index, segment] of path.entries()) {
      const next = node.below.get(segment)
      if (next === undefined) return undefined
      if (next.thing !== undefined || next.isClosed) return index
      node = next
    }
    return path.length - 1
  }

  function nodeAt(path: Path): Node<Thing> {
    let node = root
    for (const segment of path) {
      const next = node.below.get(segment) ?? create()
      node.below.set(segment, next)
      node = next
    }
    return node
  }

  return {
    isFree: (path) => met(path) === undefined,
    find(path) {
      let node: Node<Thing> | undefined = root
      for (const segment of path) node = node?.below.get(segment)
      return node?.thing
    },
    take(path, thing) {
      nodeAt(path).thing = thing
    },
    close(path) {
      nodeAt(path).isClosed = true
    },
    near(path) {
      let near = path
      const numbers = path.map(() => 1)
      for (let at = met(near); at !== undefined; at = met(near)) {
        numbers[at] = (numbers[at] ?? 1) + 1
        near = path.map((segment, index) => ((numbers[index] ?? 1) > 1 ? `${segment}${numbers[index]}` : segment))
      }
      return near
    },
  }
}
