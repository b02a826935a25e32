import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { at } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const acceptanceWithoutHost = defineDiagnostic<{ service: string; environment: string }>({
  code: 'check/acceptance-without-host',
  severity: 'error',
  message: ({ service, environment }) =>
    `the acceptance tests of \`${service}\` have nobody to ask in \`${environment}\`: it is not exposed there, or only at a wildcard`,
  note: () => 'They ask the hosts of `expose`, as the world outside does.',
})

/** Acceptance tests ask what is exposed. */
export const acceptance: Rule = {
  model({ model, report }) {
    if (model.delivery.engines.length === 0) return
    for (const { name, test, build, expose } of Object.values(model.services))
      if (
        test.acceptance !== undefined &&
        build !== undefined &&
        (expose === undefined || expose.host.every((host) => host.startsWith('*')))
      )
        report(acceptanceWithoutHost, at(model, 'services', name, 'test', 'acceptance'), {
          service: name,
          environment: model.environment.name,
        })
  },
}
