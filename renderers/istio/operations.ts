import type { Port, Requests } from '../../engine/sdk.ts'

/** https://istio.io/latest/docs/reference/config/security/authorization-policy/#Operation */
export interface Operation {
  readonly hosts?: readonly string[]
  readonly notHosts?: readonly string[]
  readonly ports?: readonly string[]
  readonly methods?: readonly string[]
  readonly notMethods?: readonly string[]
  readonly paths?: readonly string[]
  readonly notPaths?: readonly string[]
}

/** What is asked for. Ports are those of the container, because policies are enforced where requests arrive. */
export function operation(ports: readonly Port[], asked: Requests, except: Requests = NOTHING): Operation {
  return {
    ...some('hosts', withPorts(asked.hosts)),
    ...some('notHosts', withPorts(except.hosts)),
    ...some(
      'ports',
      ports.map(({ port }) => String(port)),
    ),
    ...some('methods', asked.methods),
    ...some('notMethods', except.methods),
    ...some('paths', asked.paths),
    ...some('notPaths', except.paths),
  }
}

export const NOTHING: Requests = Object.freeze({ methods: [], paths: [], hosts: [] })

/** A key with its list, unless that is empty. */
export function some<Key extends string>(key: Key, values: readonly string[]): { readonly [K in Key]?: readonly string[] } {
  return values.length === 0 ? {} : ({ [key]: values } as { readonly [K in Key]: readonly string[] })
}

/** Clients put the port into the header where it is not the usual one, and no policy may depend on that. */
function withPorts(hosts: readonly string[]): readonly string[] {
  return hosts.flatMap((host) => (host.includes('*') || host.includes(':') ? [host] : [host, `${host}:*`]))
}

/**
 * The patterns that match what both sides match, so that one rule holds inside of another one. Where it can't be said in one pattern nothing is let through:
 * a prefix and a suffix, or templates.
 */
export function both(one: readonly string[], other: readonly string[]): readonly string[] | undefined {
  if (one.length === 0) return other
  if (other.length === 0) return one
  const found = one.flatMap((a) => other.flatMap((b) => (covers(a, b) ? [b] : covers(b, a) ? [a] : [])))
  return found.length === 0 ? undefined : [...new Set(found)]
}

function covers(a: string, b: string): boolean {
  if (a === b) return true
  if (a.includes('{')) return false
  if (a.endsWith('*')) return !b.startsWith('*') && b.startsWith(a.slice(0, -1))
  return a.startsWith('*') && !b.endsWith('*') && !b.includes('{') && b.endsWith(a.slice(1))
}
