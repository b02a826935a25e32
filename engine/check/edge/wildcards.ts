import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Model } from '../../resolve/model.ts'
import { at } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'
import { proxiesOf } from './proxies.ts'

export const hostShadowed = defineDiagnostic<{ service: string; other: string; host: string; wildcard: string }>({
  code: 'check/host-shadowed',
  severity: 'warning',
  message: ({ service, other, host, wildcard }) =>
    `\`${host}\` of \`${service}\` takes its requests away from \`${wildcard}\` of \`${other}\`, also those for paths that \`${service}\` does not have`,
  note: ({ other, host }) =>
    `The exact host wins as a whole, and what no path of it catches is a 404. Let \`${other}\` expose \`${host}\` too if it is to have the rest.`,
})

interface Claimed {
  readonly service: string
  readonly index: number
  readonly host: string
}

/** Exact hosts that hide a wildcard, and have no answer for everything that they hide. */
export const wildcards: Rule = {
  model({ model, report }) {
    for (const claims of byProxies(model).values()) {
      const wild = claims.filter(({ host }) => host.startsWith('*.'))
      if (wild.length === 0) continue
      const told = new Set<string>()
      for (const { service, index, host } of claims) {
        if (host.startsWith('*') || told.has(host)) continue
        const hidden = wild.find((one) => host.endsWith(one.host.slice(1)) && one.service !== service)
        if (hidden === undefined || claims.some((one) => one.host === host && catchesAll(model, one.service))) continue
        told.add(host)
        report(
          hostShadowed,
          at(model, 'services', service, 'expose', 'host', index),
          { service, other: hidden.service, host, wildcard: hidden.host },
          {
            related: [
              {
                message: `\`${hidden.host}\` is exposed here`,
                place: at(model, 'services', hidden.service, 'expose', 'host', hidden.index),
              },
            ],
          },
        )
      }
    }
  },
}

function byProxies(model: Model): ReadonlyMap<string, readonly Claimed[]> {
  const found = new Map<string, Claimed[]>()
  for (const { name, expose } of Object.values(model.services))
    if (expose?.as === 'http')
      for (const { gateway, hosts } of expose.ways)
        for (const host of hosts) {
          const key = proxiesOf(gateway, model)
          found.set(key, [...(found.get(key) ?? []), { service: name, index: expose.host.indexOf(host), host }])
        }
  return found
}

function catchesAll(model: Model, service: string): boolean {
  const expose = model.services[service]?.expose
  return expose?.match === 'Prefix' && expose.path.includes('/')
}
