/** Where one host is met at the edge: a listener of the Gateway for each protocol. */
export type Scheme = 'http' | 'https' | 'tls'

/** Name of the listener, which routes attach to. A name can't hold the `*` of a wildcard. */
export function listenerName(scheme: Scheme, host: string): string {
  return host.startsWith('*.') ? `${scheme}-any.${host.slice(2)}` : `${scheme}.${host}`
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec */
const MOST_HOSTNAMES = 16

/** Hosts by as many as one HTTPRoute may name, with what the names of the second and later routes end with. */
export function* parted(hosts: readonly string[]): Iterable<{ readonly hostnames: readonly string[]; readonly suffix: readonly string[] }> {
  for (let part = 0; part * MOST_HOSTNAMES < hosts.length; part++)
    yield { hostnames: hosts.slice(part * MOST_HOSTNAMES, (part + 1) * MOST_HOSTNAMES), suffix: part === 0 ? [] : [String(part + 1)] }
}
