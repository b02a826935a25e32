import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Model } from '../../resolve/model.ts'
import { at, atKey } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'
import { isUsed, proxiesOf } from './proxies.ts'

export const internalForAll = defineDiagnostic<{ internal: string; open: string }>({
  code: 'check/internal-for-all',
  severity: 'error',
  message: ({ internal, open }) => `gateway \`${internal}\` is internal, but has the proxies of \`${open}\`, which the world reaches`,
  note: () =>
    'Whoever names the internal host in a request to the open address gets in. Give it another `selector`, `namespace` or `class`.',
})

export const hostOfTwo = defineDiagnostic<{ service: string; host: string; environment: string; other: string; cluster: string }>({
  code: 'check/host-of-two-environments',
  severity: 'error',
  message: ({ service, host, environment, other, cluster }) =>
    `\`${host}\` of \`${service}\` is exposed in \`${environment}\` and in \`${other}\`, by the same proxies of cluster \`${cluster}\``,
  note: () =>
    'Which of them answers would be up to the proxies. Let the host follow from `${env.domain}`, or say which `cluster` each environment is on.',
})

/** What gateways that have the same proxies may not do: two of one environment, or those of two environments on one cluster. */
export const proxiesShared: Rule = {
  model({ model, report }) {
    for (const gateway of model.ingress.gateways) {
      if (!gateway.internal || gateway.key === undefined) continue
      const open = model.ingress.gateways.find((other) => !other.internal && proxiesOf(other, model) === proxiesOf(gateway, model))
      if (open !== undefined && isUsed(open, model))
        report(internalForAll, atKey(model, 'ingress', 'gateways', gateway.key, 'internal'), {
          internal: gateway.key,
          open: open.key ?? open.name,
        })
    }
  },
  platform({ models, report }) {
    const claims = new Map<string, { readonly model: Model; readonly service: string; readonly index: number }>()
    for (const model of models) {
      const { cluster, name: environment } = model.environment
      for (const { name, expose } of Object.values(model.services))
        for (const { gateway, hosts } of expose?.ways ?? [])
          for (const host of hosts) {
            const index = expose?.host.indexOf(host) ?? 0
            const key = `${cluster} ${proxiesOf(gateway, model)} ${host}`
            const before = claims.get(key)
            if (before === undefined) claims.set(key, { model, service: name, index })
            else if (before.model !== model)
              report(
                hostOfTwo,
                at(model, 'services', name, 'expose', 'host', index),
                { service: name, host, environment, other: before.model.environment.name, cluster },
                {
                  environment,
                  related: [
                    {
                      message: `what \`${before.model.environment.name}\` exposes`,
                      place: at(before.model, 'services', before.service, 'expose', 'host', before.index),
                    },
                  ],
                },
              )
          }
    }
  },
}
