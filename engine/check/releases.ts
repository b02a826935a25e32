import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import type { Rule } from './check.ts'

export const releaseOfForeign = defineDiagnostic<{ service: string; environment: string; reason: string }>({
  code: 'check/release-without-effect',
  severity: 'error',
  message: ({ service, environment, reason }) => `the release of \`${service}\` in \`${environment}\` has no effect: ${reason}`,
})

/** Releases that decide nothing. */
export const releases: Rule = {
  platform({ models, platform, report }) {
    for (const [environment, tags] of Object.entries(platform.releases ?? {})) {
      const model = models.find((candidate) => candidate.environment.name === environment)
      if (model === undefined) continue
      for (const name of Object.keys(tags)) {
        const service = model.services[name]
        const reason =
          service === undefined
            ? 'it is not enabled there'
            : !service.image.own
              ? 'somebody else builds its image'
              : service.versions[0]?.name !== undefined && service.versions.every((version) => version.image.tag !== service.image.tag)
                ? 'each of its `versions` has a tag of its own'
                : undefined
        if (reason !== undefined)
          report(
            releaseOfForeign,
            { pointer: `/releases/${environment}/${name}`, on: 'key' },
            { service: name, environment, reason },
            { environment },
          )
      }
    }
  },
}
