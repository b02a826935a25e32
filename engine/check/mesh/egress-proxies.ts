import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { EgressGateway, Model } from '../../resolve/model.ts'
import { at, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'
import { calledGateway } from '../edge/gateway-words.ts'
import { isUsed, labelsKey, proxiesOf } from '../edge/proxies.ts'

export const proxiesMixed = defineDiagnostic<{ gateway: string; other: string; service: string; isOneService: boolean }>({
  code: 'check/egress-proxies-mixed',
  severity: 'error',
  message: ({ gateway, other, service, isOneService }) =>
    isOneService
      ? `gateways \`${gateway}\` and \`${other}\` have one Service, \`${service}\`, but different pods`
      : `gateways \`${gateway}\` and \`${other}\` have the same pods, but \`${gateway}\` has a Service of its own, \`${service}\``,
  note: () =>
    'Proxies are installed as one release: its name is that of their Service, its labels are those of their pods. Say both differently, or both alike.',
})

export const egressAtEdge = defineDiagnostic<{ gateway: string; edge: string }>({
  code: 'check/egress-at-the-edge',
  severity: 'error',
  message: ({ gateway, edge }) =>
    `what leaves through \`${gateway}\` would leave through the proxies of \`${edge}\`, which bring requests in`,
  note: () => "A proxy can't take plain HTTP of the world and what the mesh encrypts on one port. Give the gateway `labels` of its own.",
})

interface Known {
  readonly model: Model
  readonly gateway: EgressGateway
}

/** Whether gateways that traffic leaves through have proxies that can be installed: pods and a Service that are one thing, and nobody else's. */
export const egressProxies: Rule = {
  model({ model, report }) {
    if (model.mesh.provider === 'none' || model.ingress.api !== 'istio') return
    for (const gateway of Object.values(model.trust.gateways)) {
      const edge = model.ingress.gateways.find((one) => isUsed(one, model) && proxiesOf(one, model) === labelsKey(gateway.labels))
      if (edge === undefined) continue
      const place = edge.key === undefined ? undefined : writtenAt(model, 'ingress', 'gateways', edge.key)
      report(
        egressAtEdge,
        placeOf({ model, gateway }, 'labels'),
        { gateway: gateway.name, edge: calledGateway(edge) },
        place === undefined ? {} : { related: [{ message: 'these proxies', place }] },
      )
    }
  },
  platform({ models, report }) {
    const known = new Map<string, Known[]>()
    for (const model of models) {
      if (model.mesh.provider === 'none') continue
      const { cluster, name } = model.environment
      for (const gateway of Object.values(model.trust.gateways)) {
        const key = `${cluster} ${gateway.namespace}`
        const others = known.get(key) ?? []
        known.set(key, [...others, { model, gateway }])
        const other = others.find(
          ({ gateway: one }) => (one.service === gateway.service) !== (labelsKey(one.labels) === labelsKey(gateway.labels)),
        )
        if (other === undefined) continue
        const isOneService = other.gateway.service === gateway.service
        report(
          proxiesMixed,
          placeOf({ model, gateway }, isOneService ? 'labels' : 'service'),
          { gateway: gateway.name, other: other.gateway.name, service: gateway.service, isOneService },
          { environment: name, related: [{ message: 'the other one', place: placeOf(other, isOneService ? 'labels' : 'service') }] },
        )
      }
    }
  },
}

function placeOf({ model, gateway }: Known, word: 'labels' | 'service') {
  const path = ['mesh', 'egress', 'gateways', gateway.name]
  return writtenAt(model, ...path, word) ?? at(model, ...path)
}
