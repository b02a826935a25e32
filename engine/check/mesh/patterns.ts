import type { Requests } from '../../resolve/model.ts'

/** Whether every text that pattern `b` matches is one that `a` matches. Never true without proof: templates only cover themselves. */
export function coversPattern(a: string, b: string): boolean {
  if (a === b || a === '/*') return true
  if (a.includes('{')) return false
  if (a.endsWith('*')) return !b.startsWith('*') && b.startsWith(a.slice(0, -1))
  return a.startsWith('*') && !b.endsWith('*') && !b.includes('{') && b.endsWith(a.slice(1))
}

/** Whether a list of patterns matches all that another one matches. An empty list matches everything. */
export function coversList(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || a.includes('/*')) return true
  return b.length > 0 && b.every((other) => a.some((one) => coversPattern(one, other)))
}

/** Whether everything that `b` asks for is asked for by `a`. */
export function coversRequests(a: Requests, b: Requests): boolean {
  return coversList(a.methods, b.methods) && coversList(a.paths, b.paths) && coversList(a.hosts, b.hosts)
}

/** Whether no text matches both lists, for certain. */
export function areDisjoint(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return false
  return a.every((one) => b.every((other) => apart(one, other)))
}

function apart(one: string, other: string): boolean {
  if (one.includes('{') || other.includes('{')) return false
  const [a, b] = [prefixOf(one), prefixOf(other)]
  if (one.startsWith('*') || other.startsWith('*'))
    return !(one.includes('*') && other.includes('*')) && !coversPattern(one, other) && !coversPattern(other, one)
  if (one.endsWith('*') && other.endsWith('*')) return !a.startsWith(b) && !b.startsWith(a)
  return !coversPattern(one, other) && !coversPattern(other, one)
}

function prefixOf(pattern: string): string {
  return pattern.replace(/\*$/, '')
}
