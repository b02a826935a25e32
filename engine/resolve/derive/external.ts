import type { ResolvedExternal } from '../../../schema/generated/resolved.ts'
import type { External, Origination, Port } from '../model.ts'
import { protocolOfName } from '../ports.ts'
import { deriveMachine, networksOf } from './machine.ts'

/** An external as renderers read it, without its callers. A port whose TLS the proxy makes is called as one number and listens on another one. */
export function deriveExternal(
  name: string,
  { ports: written, through, machine, ...external }: ResolvedExternal,
): Omit<External, 'callers'> {
  const ports = Object.entries(written).map(
    ([key, { port, tls }]): Port => ({
      name: key,
      port: tls === undefined ? port : tls.port,
      servicePort: port,
      protocol: 'TCP',
      appProtocol: protocolOfName(key, 'TCP'),
      nodePort: undefined,
      sidecar: undefined,
    }),
  )
  return {
    ...external,
    machine: machine && deriveMachine(name, machine),
    addresses: machine === undefined ? external.addresses : networksOf(machine),
    name,
    type: 'external',
    ports,
    through,
    originations: ports.flatMap((port): readonly Origination[] => {
      const tls = written[port.name]?.tls
      if (tls === undefined) return []
      const { names, sni, authority, client } = tls
      return [{ port, names: names.length === 0 ? [external.host] : names, sni: sni ?? external.host, authority, client }]
    }),
  }
}
