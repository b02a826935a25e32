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
    const reason = unreadable(key)
    if (reason !== undefined) return { type: 'shape', reason }
  }
  return undefined
}

/** Bits of an RSA key that nobody factors. NIST SP 800-131A. */
const FEWEST_BITS = 2048
/** https://www.rfc-editor.org/rfc/rfc7518#section-6.2.1 */
const COORDINATES: { readonly [curve: string]: number } = { 'P-256': 32, 'P-384': 48, 'P-521': 66 }

/** A proxy that can't read one key refuses its whole configuration, and with it every request. */
function unreadable({ kty, n, e, crv, x, y }: { readonly [member: string]: unknown }): string | undefined {
  if (kty === 'RSA') {
    const bits = lengthOf(n) * 8
    if (bits === 0 || lengthOf(e) === 0) return 'an RSA key lacks `n` or `e` in base64url'
    return bits < FEWEST_BITS ? `an RSA key has ${bits} bits, and ${FEWEST_BITS} are the least` : undefined
  }
  if (kty !== 'EC') return kty === 'OKP' ? undefined : `nobody knows keys of type \`${String(kty)}\``
  const size = COORDINATES[String(crv)]
  if (size === undefined) return 'an EC key is on none of the curves P-256, P-384 and P-521'
  return lengthOf(x) === size && lengthOf(y) === size ? undefined : 'an EC key lacks a whole `x` or `y` in base64url'
}

/** Bytes of a base64url text; 0 when it is none. */
function lengthOf(value: unknown): number {
  return typeof value === 'string' && /^[-\w]+$/.test(value) ? Buffer.from(value, 'base64url').length : 0
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
