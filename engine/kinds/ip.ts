import { textKind } from './kind.ts'

/** An address as its 4 or 16 bytes, or undefined. IPv4 without leading zeros (RFC 6943 §3.1.1), IPv6 as RFC 4291 §2.2 without a zone. */
export function parseIp(text: string): readonly number[] | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text)
}

function parseIpv4(text: string): readonly number[] | undefined {
  const parts = text.length > 15 ? [] : text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return undefined
  return parts.map(Number)
}

function parseIpv6(text: string): readonly number[] | undefined {
  if (text.length > 45) return undefined
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head = '', tail] = halves
  const front = groups(head, tail === undefined)
  const back = tail === undefined ? [] : groups(tail, true)
  if (front === undefined || back === undefined) return undefined
  const missing = 16 - front.length - back.length
  if (tail === undefined ? missing !== 0 : missing < 2) return undefined
  return [...front, ...Array.from({ length: missing }, () => 0), ...back]
}

/** The bytes of `2001:db8:0:1` or, at the end of an address, `ffff:10.0.0.1`. */
function groups(text: string, atEnd: boolean): readonly number[] | undefined {
  if (text === '') return []
  const bytes: number[] = []
  const parts = text.split(':')
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      const group = Number.parseInt(part, 16)
      bytes.push(group >> 8, group & 0xff)
    } else {
      const four = atEnd && index === parts.length - 1 ? parseIpv4(part) : undefined
      if (four === undefined) return undefined
      bytes.push(...four)
    }
  }
  return bytes
}

/** RFC 5952: lower case, no leading zeros, the longest run of zero groups (of two at least, the first of equals) as `::`. */
function writeIp(bytes: readonly number[]): string {
  if (bytes.length === 4) return bytes.join('.')
  const words = Array.from({ length: 8 }, (_, index) => (((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0)).toString(16))
  let start = -1
  let length = 1
  for (let from = 0; from < 8; from++) {
    let to = from
    while (words[to] === '0') to++
    if (to - from > length) {
      start = from
      length = to - from
    }
  }
  return start < 0 ? words.join(':') : `${words.slice(0, start).join(':')}::${words.slice(start + length).join(':')}`
}

export const ip = textKind({
  what: 'an IP address',
  family: 'host',
  example: '10.0.0.7',
  explain: 'An IPv4 address (`10.0.0.7`) or an IPv6 address (`2001:db8::7`)',
  find: (text) => (parseIp(text) === undefined ? 'it is neither an IPv4 nor an IPv6 address' : undefined),
  mend: (text) => text.trim(),
})

export const cidr = textKind({
  what: 'a network',
  family: 'host',
  example: '203.0.113.0/24',
  explain: 'An IP address and the length of its prefix, with zeros behind the prefix: `203.0.113.0/24`, `2001:db8::/32` (RFC 4632)',
  find(text) {
    const network = parseCidr(text)
    if (network !== undefined)
      return network.text === text || parseIp(network.text.split('/')[0] ?? '')?.join() === parseIp(text.split('/')[0] ?? '')?.join()
        ? undefined
        : `it has an address inside of the network ${network.text}, not the network`
    const slash = text.indexOf('/')
    if (parseIp(slash < 0 ? text : text.slice(0, slash)) === undefined) return 'it does not start with an IP address'
    return slash < 0 ? 'it has no prefix length' : 'its prefix length is no number up to 32, or 128 for IPv6'
  },
  mend(text) {
    const address = parseIp(text)
    return address === undefined ? parseCidr(text)?.text : `${text}/${address.length * 8}`
  },
})

/** The network that an address and prefix length name, with the bits behind the prefix cleared; undefined when they are none. */
export function parseCidr(text: string): { readonly bytes: readonly number[]; readonly prefix: number; readonly text: string } | undefined {
  const [address = '', length = '', more] = text.split('/')
  const bytes = parseIp(address)
  if (bytes === undefined || more !== undefined || !/^(?:0|[1-9]\d{0,2})$/.test(length) || Number(length) > bytes.length * 8)
    return undefined
  const prefix = Number(length)
  const network = bytes.map((byte, index) => byte & (0xff << Math.max(0, 8 - Math.max(0, prefix - 8 * index))))
  return { bytes: network, prefix, text: `${writeIp(network)}/${prefix}` }
}
