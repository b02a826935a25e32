/** Whether an address lies in a network, for IPv4 and IPv6 in the forms that NetworkPolicies are written in. */
export function contains(cidr: string, address: string): boolean {
  const [network = '', length = ''] = cidr.split('/')
  if (network.includes(':') !== address.includes(':')) return false
  const bits = network.includes(':') ? 128 : 32
  const shift = BigInt(bits - Number(length))
  return toNumber(network) >> shift === toNumber(address) >> shift
}

function toNumber(address: string): bigint {
  if (!address.includes(':')) return address.split('.').reduce((sum, part) => (sum << 8n) + BigInt(part), 0n)
  const [head = '', tail] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const groups = [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right]
  return groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n)
}
