import type { PublishedPort } from './ports.ts'
import type { Value } from './value.ts'

/** Ports as Compose publishes them, for this machine alone; undefined for none. */
export function portsOf(ports: readonly PublishedPort[]): Value | undefined {
  if (ports.length === 0) return undefined
  return ports.map(({ port, published }) => ({
    target: port.port,
    published,
    host_ip: '127.0.0.1',
    ...(port.protocol === 'TCP' ? {} : { protocol: port.protocol.toLowerCase() }),
  }))
}
