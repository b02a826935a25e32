import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Match, Model, Route, Service } from '../../resolve/model.ts'
import { at, atKey } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'
import { covers } from './covers.ts'
import { trafficAt, writtenRoutes } from './words.ts'

export const unreachable = defineDiagnostic<{ service: string; route: string; earlier: string; isPart: boolean }>({
  code: 'check/unreachable-route',
  severity: 'error',
  message: ({ service, route, earlier }) =>
    `no request ever reaches \`${route}\` of \`${service}\`: \`${earlier}\` catches all of them before`,
  note: () => 'Routes are tried in their order. What is special stands in front of what is general.',
})

export const neverTrue = defineDiagnostic<{ service: string; reason: string }>({
  code: 'check/match-never-true',
  severity: 'error',
  message: ({ service, reason }) => `no request to \`${service}\` can match this: ${reason}`,
})

const ROUTED: readonly string[] = ['http', 'http2', 'grpc', 'grpc-web', 'kubernetes.io/h2c', 'kubernetes.io/ws']

/** Routes that no request reaches, and matches that no request has. */
export const order: Rule = {
  model({ model, report }) {
    for (const service of Object.values(model.services)) {
      const routes = writtenRoutes(service)
      if (routes.length < 2) continue
      for (const [index, route] of routes.entries()) {
        for (const [alternative, match] of route.match.entries()) {
          const place = at(model, ...trafficAt(service.name, route, 'match', alternative))
          const reason = never(match, service)
          const earlier = routes.slice(0, index).find((other) => other.match.length === 0 || other.match.some((one) => covers(one, match)))
          if (reason !== undefined) report(neverTrue, place, { service: service.name, reason })
          else if (earlier !== undefined)
            report(
              unreachable,
              place,
              { service: service.name, route: route.name, earlier: earlier.name, isPart: route.match.length > 1 },
              { related: [standsAt(model, service, earlier)] },
            )
        }
        const open = routes.slice(0, index).find(({ match }) => match.length === 0)
        if (route.match.length === 0 && open !== undefined && route.path.length > 0)
          report(
            unreachable,
            atKey(model, ...trafficAt(service.name, route)),
            { service: service.name, route: route.name, earlier: open.name, isPart: false },
            { related: [standsAt(model, service, open)] },
          )
      }
    }
  },
}

function standsAt(model: Model, service: Service, route: Route) {
  return { message: `\`${route.name}\` stands here`, place: at(model, ...trafficAt(service.name, route)) }
}

function never({ gateway, from, port }: Match, service: Service): string | undefined {
  if (gateway === 'edge' && service.expose === undefined) return 'nothing comes from outside, because it has no `expose`'
  if (gateway === 'edge' && from.length > 0) return '`from` names services, and what comes from outside comes from none'
  if (gateway === 'edge' && port !== undefined && port.name !== service.expose?.port.name)
    return `from outside requests come for port \`${service.expose?.port.name}\``
  if (port !== undefined && !ROUTED.includes(port.appProtocol))
    return `port \`${port.name}\` carries ${port.appProtocol}, whose requests can't be told apart`
  return undefined
}
