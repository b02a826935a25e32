import { defineDiagnostic, type Fix } from '../../diagnostics/diagnostic.ts'
import type { Model, Port, Workload } from '../../resolve/model.ts'
import { at, writtenAt } from '../../resolve/origin.ts'
import { encryptionOf, type PlainCaller, plainCallers } from '../../resolve/plain-text.ts'
import { toPointer } from '../../source/pointer.ts'
import type { Rule } from '../check.ts'

export const plainTextRefused = defineDiagnostic<{ workload: string; who: string; ports: readonly string[]; type: PlainCaller['type'] }>({
  code: 'check/plain-text-refused',
  severity: 'error',
  message: ({ workload, who, ports }) =>
    `${who} can't reach \`${workload}\`: without a proxy of the mesh there is only plain text, and ${ports.map((port) => `\`${port}\``).join(', ')} takes none`,
  note: ({ type }) =>
    type === 'namespace'
      ? 'Name it in `mesh.members` when its pods have a proxy. Or let the port take plain text for a while (`access: { mtls: { ports: { NAME: permissive } } }`).'
      : 'Bring the caller into the mesh, or let the port take plain text for a while (`access: { mtls: { ports: { NAME: permissive } } }`).',
})

export const serverSpeaksFirst = defineDiagnostic<{ service: string; port: string; protocol: string }>({
  code: 'check/server-speaks-first',
  severity: 'error',
  message: ({ service, port, protocol }) =>
    `\`${port}\` of \`${service}\` can't take both: with ${protocol} the server speaks first, so the proxy never sees whether the client encrypts`,
  note: () =>
    'Say `strict` or `plain` for this port. https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/#server-first-protocols',
})

/** https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/#server-first-protocols */
const SERVER_FIRST: readonly string[] = ['mysql', 'mongo', 'smtp']

/** Whoever speaks plain text, against the ports that do not take it. */
export const plainText: Rule = {
  model({ model, report }) {
    for (const workload of [...Object.values(model.services), ...Object.values(model.stores)]) {
      for (const caller of plainCallers(workload, model)) {
        const refused = caller.ports.filter((port) => encryptionOf(workload, port, model) === 'strict')
        if (refused.length === 0) continue
        report(
          plainTextRefused,
          at(model, ...caller.says),
          { workload: workload.name, who: caller.who, ports: refused.map(({ name }) => name), type: caller.type },
          { related: [strictHere(workload, model)], fixes: fixesOf(workload, refused) },
        )
      }
      if (!workload.inMesh || workload.type === 'store') continue
      for (const port of workload.ports)
        if (SERVER_FIRST.includes(port.appProtocol) && encryptionOf(workload, port, model) === 'permissive') {
          const path = ['services', workload.name, 'access', 'mtls']
          const place = writtenAt(model, ...path, 'ports', port.name) ?? writtenAt(model, ...path, 'mode') ?? at(model, 'mesh', 'mtls')
          report(serverSpeaksFirst, place, { service: workload.name, port: port.name, protocol: port.appProtocol })
        }
    }
  },
}

function strictHere({ name, type }: Workload, model: Model) {
  const place = type === 'service' ? writtenAt(model, 'services', name, 'access', 'mtls') : undefined
  return { message: 'only what comes through the mesh is let in', place: place ?? writtenAt(model, 'mesh', 'mtls') ?? at(model, 'mesh') }
}

/** Opens the ports one by one, where that is one change. */
function fixesOf({ name, type }: Workload, [port, ...others]: readonly Port[]): readonly Fix[] {
  if (type === 'store' || port === undefined || others.length > 0) return []
  const to = toPointer(['services', name, 'access', 'mtls', 'ports'])
  return [{ message: `let \`${port.name}\` take plain text too`, changes: [{ add: { to, key: port.name, value: 'permissive' } }] }]
}
