import type { Spot } from '../../diagnostics/diagnostic.ts'
import type { Gateway, Model } from '../../resolve/model.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'
import { limitBounds, limitMultiplied, limitsNothing, limitWords, rateOf } from '../mesh/limits.ts'
import { calledGateway, gatewayWord } from './gateway-words.ts'

/** What gateways take in: words that such limits can't have, and what they come to over all proxies. */
export const edgeLimits: Rule = {
  model({ model, report }) {
    for (const { gateway, path } of limited(model)) {
      const { limits } = gateway
      if (limits === undefined) continue
      const name = calledGateway(gateway)
      if (limits.all === undefined && limits.rules.length === 0) report(limitsNothing, atKey(model, ...path), { service: name })
      limitWords({ model, report, name, limits, path })
      limitBounds({ model, report, name, limits, path })
    }
  },
  platform({ models, report }) {
    const told = new Set<string>()
    for (const model of models)
      for (const { gateway, path } of limited(model)) {
        const { limits } = gateway
        const { min, max } = model.mesh.install.gateway
        const bound = limits?.all === undefined ? limits?.rules[0]?.bound : limits.all
        if (limits?.per !== 'pod' || bound === undefined || max < 2 || writtenAt(model, ...path, 'per') !== undefined) continue
        const place: Spot = limits.all === undefined ? atKey(model, ...path) : at(model, ...path, 'requests')
        if (told.has(place.pointer)) continue
        told.add(place.pointer)
        report(
          limitMultiplied,
          place,
          {
            service: calledGateway(gateway),
            rate: rateOf(bound),
            pods: min === max ? `${max} of them` : `${min} to ${max} of them`,
            least: rateOf(bound, min),
            most: rateOf(bound, max),
          },
          { environment: model.environment.name, related: [{ message: 'so many pods', place: at(model, 'mesh', 'install', 'gateway') }] },
        )
      }
  },
}

/** Gateways with limits, and where these stand: with the gateway, or for all. */
function limited(model: Model): readonly { readonly gateway: Gateway; readonly path: readonly string[] }[] {
  if (model.ingress.api !== 'istio') return []
  return model.ingress.gateways.flatMap((gateway) => {
    return gateway.limits === undefined ? [] : [{ gateway, path: gatewayWord(gateway, 'limits', model) }]
  })
}
