import type { Model } from '../../engine/sdk.ts'

/** A host that the world outside sees. */
export interface ExposedHost {
  readonly host: string
  /** The Secret with its certificate; undefined where it is served in plain HTTP. */
  readonly tls: string | undefined
}

/**
 * Every host that a service of the environment exposes, once each, by name. That one host has one certificate is checked before.
 * @param namespace Only hosts of services that are there. Default is everywhere.
 */
export function exposedHosts(model: Model, namespace?: string): readonly ExposedHost[] {
  const hosts = new Map<string, ExposedHost>()
  for (const name in model.services) {
    const service = model.services[name]
    const expose = service?.expose
    if (expose === undefined || (namespace !== undefined && service?.namespace !== namespace)) continue
    for (const host of expose.host) if (!hosts.has(host)) hosts.set(host, { host, tls: expose.tls })
  }
  return [...hosts.values()].sort((a, b) => (a.host < b.host ? -1 : 1))
}

/** The hosts of each certificate, by the name of its Secret. */
export function certificateHosts(hosts: readonly ExposedHost[]): ReadonlyMap<string, readonly string[]> {
  const bySecret = new Map<string, string[]>()
  for (const { host, tls } of hosts) {
    if (tls === undefined) continue
    const known = bySecret.get(tls)
    if (known === undefined) bySecret.set(tls, [host])
    else known.push(host)
  }
  return bySecret
}
