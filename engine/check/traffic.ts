import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import { durationSeconds } from '../kinds/duration.ts'
import { at, atKey } from '../resolve/origin.ts'
import type { Rule } from './check.ts'

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

export const tryLongerThanAll = defineDiagnostic<{ service: string; perTry: string; timeout: string }>({
  code: 'check/try-longer-than-timeout',
  severity: 'error',
  message: ({ service, perTry, timeout }) => `one try of \`${service}\` may take ${perTry}, but all of them together only ${timeout}`,
})

export const versionsOfKind = defineDiagnostic<{ service: string; kind: string }>({
  code: 'check/versions-of-kind',
  severity: 'error',
  message: ({ service, kind }) => `\`${service}\` has versions side by side, which only a Deployment can have, and it is a ${kind}`,
})

/** The first words of traffic: shares of versions, tries and their times. */
export const traffic: Rule = {
  model({ model, report }) {
    for (const service of Object.values(model.services)) {
      const { name } = service
      const { split, retries, timeout } = service.traffic
      const versioned = service.versions[0]?.name !== undefined
      if (versioned && service.kind !== 'Deployment')
        report(versionsOfKind, atKey(model, 'services', name, 'versions'), { service: name, kind: service.kind })
      if (split !== undefined) {
        const sum = Object.values(split).reduce((total, share) => total + share, 0)
        if (sum !== 100) report(splitSum, atKey(model, 'services', name, 'traffic', 'split'), { service: name, sum })
        for (const [version, share] of Object.entries(split)) {
          const pods = service.versions.find((candidate) => candidate.name === version)?.replicas.max ?? 0
          if (share > 0 && pods === 0)
            report(idleVersion, at(model, 'services', name, 'traffic', 'split', version), {
              service: name,
              version,
              environment: model.environment.name,
            })
        }
      }
      if (timeout !== undefined && retries.perTry !== undefined && durationSeconds(retries.perTry) > durationSeconds(timeout))
        report(
          tryLongerThanAll,
          at(model, 'services', name, 'traffic', 'retries', 'perTry'),
          { service: name, perTry: retries.perTry, timeout },
          { related: [{ message: 'the timeout', place: at(model, 'services', name, 'traffic', 'timeout') }] },
        )
    }
  },
}
