/** A column from top to bottom, by the numbers of what stands in it. */
export type Column = readonly number[]

/** Neighbours in the column before and in the column behind. */
export interface Neighbours {
  readonly before: readonly (readonly number[])[]
  readonly behind: readonly (readonly number[])[]
}

const SWEEPS = 12

/**
 * Orders each column so that few lines cross: everybody goes where its neighbours are in the middle, sweeping to the right and back, and the best round counts.
 * (Sugiyama, Tagawa, Toda: Methods for visual understanding of hierarchical system structures, 1981.)
 */
export function ordered(columns: readonly Column[], { before, behind }: Neighbours): readonly Column[] {
  let now = columns
  let best = columns
  let fewest = crossings(columns, behind)
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const next = [...now]
    const toTheRight = sweep % 2 === 0
    for (let step = 1; step < next.length; step++) {
      const index = toTheRight ? step : next.length - 1 - step
      const fixed = next[toTheRight ? index - 1 : index + 1] as Column
      next[index] = byMiddle(next[index] as Column, positions(fixed), toTheRight ? before : behind)
    }
    now = next
    const count = crossings(now, behind)
    if (count < fewest) {
      fewest = count
      best = now
    }
  }
  return best
}

function byMiddle(column: Column, place: ReadonlyMap<number, number>, neighbours: readonly (readonly number[])[]): Column {
  const middles = column.map((node, index) => {
    const near = (neighbours[node] ?? []).flatMap((other) => place.get(other) ?? [])
    return { node, index, middle: near.length === 0 ? undefined : near.reduce((sum, one) => sum + one, 0) / near.length }
  })
  // Whoever has no neighbour there keeps his place; the rest is sorted around him.
  const sorted = middles.filter(({ middle }) => middle !== undefined).sort((a, b) => (a.middle ?? 0) - (b.middle ?? 0) || a.index - b.index)
  return middles.map((one) => (one.middle === undefined ? one.node : (sorted.shift() ?? one).node))
}

function positions(column: Column): ReadonlyMap<number, number> {
  return new Map(column.map((node, index) => [node, index]))
}

/** How many pairs of lines cross: inversions of their ends, counted while they are sorted. */
export function crossings(columns: readonly Column[], behind: readonly (readonly number[])[]): number {
  let count = 0
  for (let index = 0; index + 1 < columns.length; index++) {
    const place = positions(columns[index + 1] as Column)
    const ends = (columns[index] as Column).flatMap((node) =>
      (behind[node] ?? []).flatMap((other) => place.get(other) ?? []).sort((a, b) => a - b),
    )
    count += inversions(ends)
  }
  return count
}

function inversions(list: readonly number[]): number {
  if (list.length < 2) return 0
  const half = list.length >> 1
  const [left, right] = [list.slice(0, half), list.slice(half)]
  let count = inversions(left) + inversions(right)
  left.sort((a, b) => a - b)
  right.sort((a, b) => a - b)
  let passed = 0
  for (const one of left) {
    while (passed < right.length && (right[passed] as number) < one) passed++
    count += passed
  }
  return count
}
