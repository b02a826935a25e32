import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import type { Destination, Model } from '../../resolve/model.ts'
import { at, atKey } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'
import { forwardsOf, trafficAt } from './words.ts'

export const splitSum = defineDiagnostic<{ service: string; sum: number }>({
  code: 'check/split-sum',
  severity: 'error',
  message: ({ service, sum }) => `the shares of \`${service}\` add up to ${sum}, not to 100`,
})

export const idleVersion = defineDiagnostic<{ service: string; version: string; environment: string }>({
  code: 'check/share-of-nobody',
  severity: 'error',
  message: ({ service, version, environment }) =>
    `version \`${version}\` of \`${service}\` gets requests in \`${environment}\`, but has no pods there`,
})

export const versionsOfKind = defineDiagnostic<{ service: string; kind: string }>({
  code: 'check/versions-of-kind',
  severity: 'error',
  message: ({ service, kind }) => `\`${service}\` has versions side by side, which only a Deployment can have, and it is a ${kind}`,
})

export const mirrorToItself = defineDiagnostic<{ service: string; version: string | undefined }>({
  code: 'check/mirror-to-itself',
  severity: 'error',
  message: ({ service, version }) =>
    `the requests for ${version === undefined ? `\`${service}\`` : `version \`${version}\` of \`${service}\``} are copied to where they go anyway`,
  note: () => 'Every request would have its effect twice. Mirror to another version, or to another service.',
})

/** Who gets how many of the requests. */
export const shares: Rule = {
  model({ model, report }) {
    for (const service of Object.values(model.services)) {
      const { name, versions } = service
      if (versions[0]?.name !== undefined && service.kind !== 'Deployment')
        report(versionsOfKind, atKey(model, 'services', name, 'versions'), { service: name, kind: service.kind })
      for (const { route, action } of forwardsOf(service)) {
        const sum = action.to.reduce((total, { weight }) => total + weight, 0)
        if (sum !== 100) report(splitSum, atKey(model, ...trafficAt(name, route, 'split')), { service: name, sum })
        for (const target of action.to)
          if (target.weight > 0 && isEmpty(target, model))
            report(
              idleVersion,
              at(
                model,
                ...trafficAt(
                  name,
                  route,
                  action.to.length > 1 ? 'split' : 'to',
                  ...(action.to.length > 1 ? [target.version as string] : []),
                ),
              ),
              {
                service: target.service,
                version: target.version as string,
                environment: model.environment.name,
              },
            )
        const { mirror } = action
        if (mirror === undefined) continue
        const [only, ...others] = action.to.filter(({ weight }) => weight > 0)
        if (
          others.length === 0 &&
          only?.service === mirror.to.service &&
          only.version === mirror.to.version &&
          mirror.to.port === only.port
        )
          report(mirrorToItself, at(model, ...trafficAt(name, route, 'mirror', 'to')), { service: only.service, version: only.version })
        if (isEmpty(mirror.to, model))
          report(idleVersion, at(model, ...trafficAt(name, route, 'mirror', 'to')), {
            service: mirror.to.service,
            version: mirror.to.version as string,
            environment: model.environment.name,
          })
      }
    }
  },
}

/** Whether a named version has no pods here: none are wanted, or the environment took it away. */
function isEmpty({ service, version }: Destination, model: Model): boolean {
  const owner = model.services[service]
  return version !== undefined && owner !== undefined && (owner.versions.find(({ name }) => name === version)?.replicas.max ?? 0) === 0
}
