/** The known name that was probably meant, or undefined. A slip of case, of separators, or of a third of the letters. */
export function nearest(wrong: string, known: Iterable<string>): string | undefined {
  const plain = simplify(wrong)
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(wrong.length / 3)) + 1
  for (const name of known) {
    if (name === wrong) continue
    const distance = simplify(name) === plain ? 0 : editDistance(wrong, name, bestDistance + 1)
    if (distance < bestDistance || (distance === bestDistance && best !== undefined && name < best)) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

function simplify(name: string): string {
  return name.toLowerCase().replace(/[-_. ]/g, '')
}

/** Optimal string alignment distance (Damerau, restricted), given up at `limit`: transposed letters count once. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let smallest = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min((last[j] as number) + 1, (row[j - 1] as number) + 1, (last[j - 1] as number) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (beforeLast[j - 2] as number) + 1)
      row.push(cost)
      smallest = Math.min(smallest, cost)
    }
    if (smallest >= limit) return limit
    beforeLast = last
    last = row
  }
  return last[b.length] as number
}
