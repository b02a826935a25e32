import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Model, Service } from '../../resolve/model.ts'
import { at, atKey } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'
import type { Idle } from '../idle.ts'

export const headlessVersions = defineDiagnostic<{ service: string }>({
  code: 'check/headless-versions',
  severity: 'error',
  message: ({ service }) =>
    `\`${service}\` has versions and a headless Service: its callers choose among the pods of all versions, whatever \`traffic\` says`,
  note: () =>
    'A version is chosen by the proxy of the caller, which a headless Service leaves nothing to choose. Say `service: ClusterIP`, or make each version a service of its own.',
})

const isHeadless = ({ service }: Service, { mesh }: Model): boolean => mesh.provider !== 'none' && service.type === 'Headless'

/** What proxies of callers decide where there are pods to choose from. */
export const HEADLESS_WORDS: readonly Idle[] = [
  ...['balance', 'locality'].map((word) => ({
    field: `traffic/${word}`,
    when: isHeadless,
    reason: 'callers of a headless Service choose the pod themselves',
  })),
  {
    field: 'traffic/circuitBreaker/eject',
    when: isHeadless,
    reason: 'callers of a headless Service name the pod that they want, and get it whether it fails or not',
  },
]

/** Versions that nobody could choose. */
export const headless: Rule = {
  model({ model, report }) {
    for (const service of Object.values(model.services)) {
      if (!isHeadless(service, model) || service.versions[0]?.name === undefined) continue
      const type = at(model, 'services', service.name, 'service', 'type')
      report(
        headlessVersions,
        atKey(model, 'services', service.name, 'versions'),
        { service: service.name },
        {
          related: [{ message: 'it is headless here', place: type }],
          fixes: [{ message: 'give it a Service that balances', changes: [{ replace: type, text: 'ClusterIP' }] }],
        },
      )
    }
  },
}
