import { defineDiagnostic, type Fix } from '../../diagnostics/diagnostic.ts'
import { carriesRequests } from '../../kinds/requests.ts'
import type { EgressGateway, External, Model, Port } from '../../resolve/model.ts'
import { at, writtenAt } from '../../resolve/origin.ts'
import { toPointer } from '../../source/pointer.ts'
import type { Rule } from '../check.ts'

export const portsOfOneWay = defineDiagnostic<{ external: string; port: string; other: string; gateway: string; way: string }>({
  code: 'check/ports-of-one-way',
  severity: 'error',
  message: ({ external, port, other, gateway, way }) =>
    `\`${gateway}\` can't tell \`${port}\` and \`${other}\` of \`${external}\` apart: both are ${way} for one host`,
  note: () =>
    'A gateway takes what leaves through it on one port for TLS and one for what the mesh encrypts, and reads the host there, not the port that was called. Declare one of them as an external of its own, which leaves straight from the pods.',
})

export const hostThroughTwice = defineDiagnostic<{ external: string; other: string; host: string }>({
  code: 'check/host-through-twice',
  severity: 'error',
  message: ({ external, other, host }) => `\`${host}\` is led through a gateway for \`${other}\`, and once more for \`${external}\``,
  note: () => 'A host has one set of routes. Declare it once, with all of its ports.',
})

export const leavesForTwo = defineDiagnostic<{
  external: string
  host: string
  gateway: string
  environment: string
  other: string
  cluster: string
}>({
  code: 'check/egress-of-two-environments',
  severity: 'error',
  message: ({ external, host, gateway, environment, other, cluster }) =>
    `\`${external}\` leaves through the same proxies in \`${environment}\` and in \`${other}\`: those of \`${gateway}\` on cluster \`${cluster}\` are told of \`${host}\` twice`,
  note: () =>
    'Proxies keep the older of two rules for one host and forget the other, whatever namespace either stands in. Give an environment proxies of its own (`mesh.egress.gateways`), or a `cluster` of its own.',
})

interface Claim {
  readonly model: Model
  readonly external: External
  readonly gateway: EgressGateway
}

/** What leaves through proxies that somebody shares, and whether they can tell whose it is. */
export const egressGateways: Rule = {
  model({ model, report }) {
    if (model.mesh.provider === 'none') return
    const byHost = new Map<string, External>()
    for (const { external, gateway } of claimsOf(model)) {
      const { name, host, ports } = external
      const path = ['externals', name]
      const other = byHost.get(host)
      if (other === undefined) byHost.set(host, external)
      // That both are one host and one port is told as it is without gateways.
      else if (!ports.some(({ servicePort }) => other.ports.some((one) => one.servicePort === servicePort)))
        report(
          hostThroughTwice,
          at(model, ...path, 'host'),
          { external: name, other: other.name, host },
          { related: [{ message: `\`${other.name}\` is this host`, place: at(model, 'externals', other.name, 'host') }] },
        )
      const taken = new Map<string, Port>()
      for (const port of ports) {
        const way = wayOf(port)
        const first = way === undefined ? undefined : taken.get(way)
        if (way === undefined) continue
        if (first === undefined) taken.set(way, port)
        else
          report(
            portsOfOneWay,
            at(model, ...path, 'ports', port.name),
            { external: name, port: port.name, other: first.name, gateway: gateway.name, way },
            { related: [{ message: 'the way', place: at(model, ...path, 'through') }] },
          )
      }
    }
  },
  platform({ models, report }) {
    const claims = new Map<string, Claim[]>()
    for (const model of models)
      for (const claim of model.mesh.provider === 'none' ? [] : claimsOf(model)) {
        const { environment } = model
        const key = `${environment.cluster} ${claim.external.host}`
        const others = claims.get(key) ?? []
        const before = others.find((one) => one.model !== model && areSame(one.gateway.labels, claim.gateway.labels))
        claims.set(key, [...others, claim])
        if (before === undefined) continue
        const { external, gateway } = claim
        report(
          leavesForTwo,
          at(model, 'externals', external.name, 'through'),
          {
            external: external.name,
            host: external.host,
            gateway: gateway.name,
            environment: environment.name,
            other: before.model.environment.name,
            cluster: environment.cluster,
          },
          {
            environment: environment.name,
            related: [
              {
                message: `the proxies, for \`${before.model.environment.name}\` too`,
                place: at(before.model, 'mesh', 'egress', 'gateways', before.gateway.name),
              },
            ],
            fixes: ownProxies(claim),
          },
        )
      }
  },
}

/** What leaves through gateways of an environment. */
function claimsOf(model: Model): readonly Claim[] {
  return Object.values(model.externals).flatMap((external) => {
    const gateway = external.through === undefined ? undefined : model.trust.gateways[external.through]
    return gateway === undefined || external.callers.length === 0 ? [] : [{ model, external, gateway }]
  })
}

function wayOf({ appProtocol }: Port): string | undefined {
  if (appProtocol === 'https' || appProtocol === 'tls') return 'TLS of programs'
  return carriesRequests(appProtocol) ? 'requests that the mesh encrypts' : undefined
}

/** Whether pods of the one are pods of the other. A Gateway finds its proxies by their labels, in every namespace. */
function areSame(one: EgressGateway['labels'], other: EgressGateway['labels']): boolean {
  const isPart = (part: EgressGateway['labels'], whole: EgressGateway['labels']) =>
    Object.entries(part).every(([key, value]) => whole[key] === value)
  return isPart(one, other) || isPart(other, one)
}

/** Proxies for the environment alone, where it says nothing of them yet. */
function ownProxies({ model, gateway }: Claim): readonly Fix[] {
  const { name } = model.environment
  const own = toPointer(['environments', name, 'mesh', 'egress', 'gateways'])
  const service = `${gateway.service}-${name}`
  const isSaid = writtenAt(model, 'mesh', 'egress', 'gateways', gateway.name)?.pointer.startsWith(`${own}/`) === true
  if (isSaid || service.length > LONGEST_NAME) return []
  const labels = Object.keys(gateway.labels).map((key) => `${JSON.stringify(key)}: ${service}`)
  return [
    {
      message: `give \`${name}\` proxies of its own`,
      changes: [{ add: { to: own, key: gateway.name, value: `{ service: ${service}, labels: { ${labels.join(', ')} } }` } }],
    },
  ]
}

/** Of a Service, and of the value of a label. */
const LONGEST_NAME = 63
