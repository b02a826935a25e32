/**
 * 16 hexadecimal digits that stand for a text: for names that must differ when their content does, and for checksums whose change rolls pods.
 * Two lanes over UTF-16 code units, FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) and one that also turns, each with the finaliser of MurmurHash3:
 * one lane of 32 bits would meet itself among a few ten thousand names. Deterministic everywhere; not for secrets, and no defence against somebody who looks for collisions.
 */
export function hash(text: string): string {
  let low = 0x811c9dc5
  let high = 0xcbf29ce4
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(((high << 5) | (high >>> 27)) ^ unit, 0x27d4eb2f)
  }
  return hex(mix(low ^ text.length)) + hex(mix(high ^ low))
}

function mix(lane: number): number {
  let mixed = lane ^ (lane >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}

function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, '0')
}
