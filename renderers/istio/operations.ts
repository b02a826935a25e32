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
