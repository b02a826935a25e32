/** Whether every text that pattern `b` of a policy matches is one that `a` matches. Never true without proof: templates only cover themselves. */
export function coversPattern(a: string, b: string): boolean {
  if (a === b) return true
  if (a.includes('{')) return false
  if (a.endsWith('*')) return !b.startsWith('*') && prefixOf(b).startsWith(a.slice(0, -1))
  return a.startsWith('*') && !b.endsWith('*') && !b.includes('{') && b.endsWith(a.slice(1))
}

/** What every text that a pattern matches starts with. */
function prefixOf(pattern: string): string {
  return pattern.replace(/[*{].*$/, '')
}

/** Whether no text matches both patterns, for certain. */
export function areApart(a: string, b: string): boolean {
  if (a.includes('{') || b.includes('{')) return false
  const [isPlainA, isPlainB] = [!a.includes('*'), !b.includes('*')]
  if (isPlainA || isPlainB) return !coversPattern(a, b) && !coversPattern(b, a)
  if (a.startsWith('*') !== b.startsWith('*')) return false
  const [one, other] = a.startsWith('*') ? [a.slice(1), b.slice(1)] : [a.slice(0, -1), b.slice(0, -1)]
  return a.startsWith('*') ? !one.endsWith(other) && !other.endsWith(one) : !one.startsWith(other) && !other.startsWith(one)
}

/**
 * The patterns that match what both lists match, so that one can hold inside of the other; an empty list matches everything. Where no pattern can say it (a prefix and a suffix,
 * templates) nothing is left, and undefined says that.
 */
export function bothPatterns(one: readonly string[], other: readonly string[]): readonly string[] | undefined {
  if (one.length === 0) return other
  if (other.length === 0) return one
  const found = one.flatMap((a) => other.flatMap((b) => (coversPattern(a, b) ? [b] : coversPattern(b, a) ? [a] : [])))
  return found.length === 0 ? undefined : [...new Set(found)]
}
