import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { localitiesMeet } from '../../kinds/locality.ts'
import { atKey } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const localityShares = defineDiagnostic<{ service: string; from: string; sum: number }>({
  code: 'check/locality-shares',
  severity: 'error',
  message: ({ service, from, sum }) => `the shares of callers in \`${from}\` among the pods of \`${service}\` add up to ${sum}, not to 100`,
})

export const localitiesOverlap = defineDiagnostic<{ service: string; one: string; other: string }>({
  code: 'check/localities-overlap',
  severity: 'error',
  message: ({ service, one, other }) => `\`${one}\` and \`${other}\` of \`${service}\` are partly the same places`,
  note: () => 'Whose shares count there would be up to nobody. Say localities that have nothing in common.',
})

export const failsOverToItself = defineDiagnostic<{ service: string; region: string }>({
  code: 'check/fails-over-to-itself',
  severity: 'error',
  message: ({ service, region }) => `region \`${region}\` takes over for itself when the pods of \`${service}\` fail there`,
})

/** Where requests go by where they come from. */
export const localities: Rule = {
  model({ model, report }) {
    for (const { name: service, traffic } of Object.values(model.services)) {
      const { distribute, failover } = traffic.locality === undefined ? NOTHING : traffic.locality
      const path = ['services', service, 'traffic', 'locality']
      for (const [from, to] of Object.entries(failover === undefined ? {} : failover))
        if (from === to) report(failsOverToItself, atKey(model, ...path, 'failover', from), { service, region: from })
      if (distribute === undefined) continue
      tellMeeting([...path, 'distribute'], Object.keys(distribute))
      for (const [from, shares] of Object.entries(distribute)) {
        const place = [...path, 'distribute', from]
        const sum = Object.values(shares).reduce((total, share) => total + share, 0)
        if (sum !== 100) report(localityShares, atKey(model, ...place), { service, from, sum })
        tellMeeting(place, Object.keys(shares))
      }

      function tellMeeting(where: readonly string[], names: readonly string[]): void {
        for (const [index, other] of names.entries()) {
          const one = names.slice(0, index).find((before) => localitiesMeet(before, other))
          if (one !== undefined)
            report(
              localitiesOverlap,
              atKey(model, ...where, other),
              { service, one, other },
              { related: [{ message: 'and here', place: atKey(model, ...where, one) }] },
            )
        }
      }
    }
  },
}

const NOTHING = Object.freeze({ distribute: undefined, failover: undefined })
