import type { ResolvedPort, ResolvedService } from '../../../schema/generated/resolved.ts'
import { nearest } from '../../diagnostics/suggest.ts'
import { type Context, reportHere, spot } from '../context.ts'
import { needsPort, unknownPort } from '../diagnostics.ts'
import type { Named, Port } from '../model.ts'
import { protocolOfName } from '../ports.ts'

function port(name: string, written: ResolvedPort, sidecar: string | undefined): Port {
  return {
    name,
    port: written.port,
    servicePort: written.servicePort ?? written.port,
    protocol: written.protocol,
    appProtocol: written.appProtocol ?? protocolOfName(name, written.protocol),
    nodePort: written.nodePort,
    sidecar,
  }
}

/** The ports of one container, in the order of the file. */
export function portsOf(ports: Named<ResolvedPort>, sidecar: string | undefined): readonly Port[] {
  return Object.entries(ports).map(([name, written]) => port(name, written, sidecar))
}

/** All ports of the pod, the main container's first. */
export function servicePorts(service: ResolvedService): readonly Port[] {
  return [
    ...portsOf(service.ports, undefined),
    ...Object.entries(service.sidecars).flatMap(([name, sidecar]) => portsOf(sidecar.ports, name)),
  ]
}

/** The port that is named, or the main one. `path` is where the name stands, `subject` who says it. */
export function choosePort(
  ports: readonly Port[],
  name: string | undefined,
  path: readonly string[],
  subject: string,
  owner: string,
  context: Context,
): Port | undefined {
  if (name === undefined) {
    if (ports[0] === undefined) reportHere(context, needsPort, spot(context, 'key', ...path), { subject, owner })
    return ports[0]
  }
  const found = ports.find((candidate) => candidate.name === name)
  if (found === undefined) {
    const near = nearest(
      name,
      ports.map((candidate) => candidate.name),
    )
    const place = spot(context, 'value', ...path)
    reportHere(
      context,
      unknownPort,
      place,
      { subject, port: name, owner, nearest: near },
      near === undefined ? {} : { fixes: [{ message: `write \`${near}\``, changes: [{ replace: place, text: near }] }] },
    )
  }
  return found
}
