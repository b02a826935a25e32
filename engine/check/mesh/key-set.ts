/** Why a text is no set of public keys. */
export type KeySetProblem = { readonly type: 'private'; readonly key: string } | { readonly type: 'shape'; readonly reason: string }

/** Members that only a private or a shared key has. https://www.rfc-editor.org/rfc/rfc7518#section-6 */
const SECRET_MEMBERS: readonly string[] = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** What is wrong with a JSON Web Key Set (RFC 7517) of public keys. */
export function keySetProblem(text: string): KeySetProblem | undefined {
  const value = parsed(text)
  if (value === undefined) return { type: 'shape', reason: 'it is no JSON' }
  const keys = isRecord(value) ? value.keys : undefined
  if (!Array.isArray(keys)) return { type: 'shape', reason: 'it has no list `keys`' }
  if (keys.length === 0) return { type: 'shape', reason: 'it has no key' }
  for (const key of keys as readonly unknown[]) {
    if (!isRecord(key) || typeof key.kty !== 'string') return { type: 'shape', reason: 'a key does not say what it is (`kty`)' }
    if (SECRET_MEMBERS.some((member) => Object.hasOwn(key, member)))
      return { type: 'private', key: key.kty === 'oct' ? 'a shared secret' : 'a private key' }
  }
  return undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
