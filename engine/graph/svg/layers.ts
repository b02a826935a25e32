/** An arrow between two nodes, by their numbers. */
export interface Arrow {
  readonly from: number
  readonly to: number
}

/**
 * The column of each node, from the left: one more than the farthest of its callers, so that arrows lead to the right. An arrow that closes a circle leads back,
 * and counts the other way round. Whoever has only callees stands right before the nearest of them.
 */
export function layersOf(count: number, arrows: readonly Arrow[]): readonly number[] {
  const forward = withoutCircles(count, arrows)
  const [callers, callees] = [lists(count), lists(count)]
  for (const { from, to } of forward) {
    callers[to]?.push(from)
    callees[from]?.push(to)
  }
  const layers = new Array<number>(count).fill(0)
  const order = topological(count, callers, callees)
  for (const node of order) for (const other of callees[node] ?? []) layers[other] = Math.max(layers[other] ?? 0, (layers[node] ?? 0) + 1)
  for (const node of [...order].reverse()) {
    const below = (callees[node] ?? []).map((other) => layers[other] ?? 0)
    if (below.length > 0 && callers[node]?.length === 0) layers[node] = Math.min(...below) - 1
  }
  return layers
}

/** The arrows, with those that close a circle turned. Depth first, in the order of the nodes, without recursion. */
export function withoutCircles(count: number, arrows: readonly Arrow[]): readonly Arrow[] {
  const out = lists(count)
  for (const [index, { from }] of arrows.entries()) out[from]?.push(index)
  const state = new Uint8Array(count)
  const turned = new Set<number>()
  for (let start = 0; start < count; start++) {
    if (state[start] !== 0) continue
    const stack = [{ node: start, next: 0 }]
    state[start] = 1
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const index = out[top.node]?.[top.next++]
      if (index === undefined) {
        state[top.node] = 2
        stack.pop()
        continue
      }
      const to = (arrows[index] as Arrow).to
      if (state[to] === 1) turned.add(index)
      else if (state[to] === 0) {
        state[to] = 1
        stack.push({ node: to, next: 0 })
      }
    }
  }
  return arrows.flatMap(({ from, to }, index) => (from === to ? [] : [turned.has(index) ? { from: to, to: from } : { from, to }]))
}

function topological(count: number, callers: readonly number[][], callees: readonly number[][]): readonly number[] {
  const waiting = callers.map((list) => list.length)
  const order: number[] = []
  for (let node = 0; node < count; node++) if (waiting[node] === 0) order.push(node)
  for (let index = 0; index < order.length; index++)
    for (const other of callees[order[index] as number] ?? []) {
      const left = (waiting[other] ?? 0) - 1
      waiting[other] = left
      if (left === 0) order.push(other)
    }
  return order
}

function lists(count: number): number[][] {
  return Array.from({ length: count }, () => [])
}
