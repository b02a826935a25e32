import type { Json } from '../source/source.ts'

/** What is frozen already has frozen parts: everything that is merged, and every default. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const part of Object.values(value as { readonly [key: string]: Json })) deepFreeze(part)
  return value
}
