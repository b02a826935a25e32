import { isMap } from '../source/json.ts'
import type { Json } from '../source/source.ts'

/** Names that Istio reads in front of a port name, with the application protocol that they mean. https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/ */
const PROTOCOLS = ['http', 'http2', 'https', 'grpc', 'grpc-web', 'tls', 'tcp', 'mongo', 'mysql', 'redis', 'udp']

/** The application protocol that a port's name says: the longest known name in front of a `-`, else plain TCP. */
export function protocolOfName(name: string, transport: string): string {
  const said = PROTOCOLS.filter((protocol) => name === protocol || name.startsWith(`${protocol}-`)).sort((a, b) => b.length - a.length)[0]
  if (said !== undefined) return said
  return transport === 'UDP' ? 'udp' : 'tcp'
}

/** A port as a client sees it. */
export interface RawPort {
  readonly name: string
  readonly port: number
  readonly appProtocol: string
}

/** A port of the merged layers, read part by part; nothing when it was removed. */
export function rawPorts(name: string, value: Json | undefined, part: (key: string) => Json | undefined): readonly RawPort[] {
  if (value === undefined || value === null) return []
  const [port, service, application, transport] = isMap(value)
    ? [part('port'), part('servicePort'), part('appProtocol'), part('protocol')]
    : [value, null, null, null]
  const number = typeof service === 'number' ? service : port
  if (typeof number !== 'number') return []
  return [
    { name, port: number, appProtocol: typeof application === 'string' ? application : protocolOfName(name, String(transport ?? 'TCP')) },
  ]
}

/** The first port, which is meant when nobody names one. */
export function mainPort(ports: readonly RawPort[]): RawPort | undefined {
  return ports[0]
}
