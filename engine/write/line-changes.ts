/** Lines `[fromA, toA)` of the one text stand where lines `[fromB, toB)` of the other stand; at least one of them is not empty. */
export interface LineChange {
  readonly fromA: number
  readonly toA: number
  readonly fromB: number
  readonly toB: number
}

/** How many lines may differ before the search for the smallest difference is given up. It takes the square of it in numbers. */
const MOST_EDITS = 2000

/**
 * The smallest difference of two lists of lines: what E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986) finds greedily. What is equal
 * at both ends costs one comparison a line; where the rest has more than a bounded number of differences, all of it is one change.
 */
export function lineChanges(a: readonly string[], b: readonly string[]): readonly LineChange[] {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let [endA, endB] = [a.length, b.length]
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--
    endB--
  }
  if (start === endA && start === endB) return []
  const whole = [{ fromA: start, toA: endA, fromB: start, toB: endB }]
  if (start === endA || start === endB) return whole
  const rows = search(a.slice(start, endA), b.slice(start, endB))
  return rows === undefined ? whole : collect(rows, start, endA - endB)
}

/**
 * For each number of edits, how far along `a` each diagonal (line of `a` minus line of `b`) was reached by that many; the last one reaches both ends.
 * Diagonal k of d edits is at index k + d. Undefined when it would take too many.
 */
function search(a: readonly string[], b: readonly string[]): readonly Int32Array[] | undefined {
  const rows: Int32Array[] = []
  const goal = a.length - b.length
  for (let edits = 0; edits <= Math.min(a.length + b.length, MOST_EDITS); edits++) {
    const row = new Int32Array(2 * edits + 1)
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = edits === 0 ? 0 : startOf(rows[edits - 1], edits - 1, diagonal)
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++
      row[diagonal + edits] = x
    }
    rows.push(row)
    if (Math.abs(goal) <= edits && (goal + edits) % 2 === 0 && row[goal + edits] === a.length) return rows
  }
  return undefined
}

/** Where a diagonal starts with one edit more: the farther of a removal from the diagonal below and an insertion from the one above. */
function startOf(row: Int32Array | undefined, edits: number, diagonal: number): number {
  return isRemoval(row, edits, diagonal) ? reach(row, edits, diagonal - 1) + 1 : reach(row, edits, diagonal + 1)
}

function isRemoval(row: Int32Array | undefined, edits: number, diagonal: number): boolean {
  return reach(row, edits, diagonal - 1) >= reach(row, edits, diagonal + 1)
}

function reach(row: Int32Array | undefined, edits: number, diagonal: number): number {
  return Math.abs(diagonal) > edits ? -1 : (row?.[diagonal + edits] ?? -1)
}

/** Walks back from the end, and joins edits that touch. */
function collect(rows: readonly Int32Array[], offset: number, goal: number): readonly LineChange[] {
  const changes: LineChange[] = []
  let diagonal = goal
  for (let edits = rows.length - 1; edits > 0; edits--) {
    const before = rows[edits - 1]
    const removal = isRemoval(before, edits - 1, diagonal)
    const from = startOf(before, edits - 1, diagonal)
    const [a, b] = [from + offset, from - diagonal + offset]
    const edit = { fromA: removal ? a - 1 : a, toA: a, fromB: removal ? b : b - 1, toB: b }
    const next = changes.at(-1)
    if (next !== undefined && next.fromA === edit.toA && next.fromB === edit.toB)
      changes[changes.length - 1] = { ...next, fromA: edit.fromA, fromB: edit.fromB }
    else changes.push(edit)
    diagonal += removal ? -1 : 1
  }
  return changes.reverse()
}
