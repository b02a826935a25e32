import { areApart, coversPattern } from '../../kinds/policy-patterns.ts'
import type { Requests } from '../../resolve/model.ts'

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
  return a.length > 0 && b.length > 0 && a.every((one) => b.every((other) => areApart(one, other)))
}
