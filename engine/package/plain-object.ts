import type { KubernetesObject } from '../render/artifact.ts'
import { escapeSegment } from '../source/pointer.ts'

/** Deeper than any kind of object, and far from the end of the stack. */
const MAX_DEPTH = 200

/** Throws for an object that says nothing in some place (`undefined`, `null`) or holds what is no data: a bug of the renderer that made it. */
export function checkObject(object: KubernetesObject): void {
  const problem = find(object, 0)
  if (problem !== undefined) throw new Error(`${object.kind} ${object.metadata.name} has ${problem.what} at ${problem.pointer}`)
}

interface Problem {
  readonly what: string
  readonly pointer: string
}

/** The pointer is put together on the way back, so that nobody pays for it before. */
function find(value: unknown, depth: number): Problem | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return undefined
    case 'number':
      return Number.isFinite(value) ? undefined : { what: `the number ${value}`, pointer: '' }
    case 'object':
      if (value === null) return { what: 'null', pointer: '' }
      if (depth > MAX_DEPTH) return { what: `more than ${MAX_DEPTH} levels`, pointer: '' }
      for (const key in value) {
        const problem = find((value as { readonly [key: string]: unknown })[key], depth + 1)
        if (problem !== undefined) return { ...problem, pointer: `/${escapeSegment(key)}${problem.pointer}` }
      }
      return undefined
    default:
      return { what: typeof value, pointer: '' }
  }
}
