import { escapeSegment } from '../source/pointer.ts'

/** How deep written data may nest. Deeper is a cycle, or more than PyYAML and most other readers can follow. */
export const MAX_DEPTH = 1000

/** Half of a surrogate pair: with `u`, whole pairs are one letter and no surrogate. UTF-8 has no bytes for it. */
export const HALF_PAIR = /\p{Surrogate}/u

/** Made by a literal, by JSON.parse, or without a prototype. */
export function isPlainObject(value: object): value is { readonly [key: string]: unknown } {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

/**
 * The error for data that cannot be written as YAML or JSON without loss, naming it by its path, or undefined.
 * Such data is a bug of whoever built it, never the user's mistake.
 */
export function notPlainData(root: unknown): Error | undefined {
  const found = find(root, new Set())
  return found && new Error(`cannot write the value at ${found.pointer || 'the root'}: ${found.reason}`)
}

interface Unwritable {
  readonly pointer: string
  readonly reason: string
}

/** The first value in the tree that has no equal in JSON. `inside` holds the ancestors; the pointer is put together on the way back. */
function find(value: unknown, inside: Set<object>): Unwritable | undefined {
  switch (typeof value) {
    case 'string':
      return HALF_PAIR.test(value) ? { pointer: '', reason: 'half of a surrogate pair is not text' } : undefined
    case 'number':
      return Number.isFinite(value) ? undefined : { pointer: '', reason: `${value} is not a finite number` }
    case 'boolean':
      return undefined
    case 'object':
      return value === null ? undefined : findInside(value, inside)
    default:
      return { pointer: '', reason: `${typeof value} is not data` }
  }
}

function findInside(value: object, inside: Set<object>): Unwritable | undefined {
  if (inside.has(value)) return { pointer: '', reason: 'it contains itself' }
  if (inside.size > MAX_DEPTH) return { pointer: '', reason: `it is nested more than ${MAX_DEPTH} levels deep` }
  if (!Array.isArray(value) && !isPlainObject(value)) return { pointer: '', reason: `an instance of ${className(value)} is not data` }
  inside.add(value)
  for (const [key, child] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    const found = find(child, inside) ?? (typeof key === 'string' ? find(key, inside) : undefined)
    if (found !== undefined) return { pointer: `/${escapeSegment(String(key))}${found.pointer}`, reason: found.reason }
  }
  inside.delete(value)
  return undefined
}

function className(value: object): string {
  return typeof value.constructor === 'function' ? value.constructor.name : 'a class'
}
