import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { percentNumber } from '../../kinds/percent.ts'
import type { Service } from '../../resolve/model.ts'
import { at, atKey } from '../../resolve/origin.ts'
import { toPointer } from '../../source/pointer.ts'
import type { Rule } from '../check.ts'

export const hashOfOne = defineDiagnostic<{ service: string }>({
  code: 'check/hash-of-one-pod',
  severity: 'warning',
  message: ({ service }) => `\`${service}\` never has more than one pod, so there is nothing to choose by \`hash\``,
})

export const ejectsOnly = defineDiagnostic<{ service: string; after: number; time: string }>({
  code: 'check/ejects-only-pod',
  severity: 'warning',
  message: ({ service, after, time }) =>
    `\`${service}\` never has more than one pod, so ${after} failed request${after === 1 ? '' : 's'} of it stop all others for ${time}`,
  note: () => 'Give it a second pod, or say `minHealthy`, so that the last pod is never left alone.',
})

export const localityWithoutEject = defineDiagnostic<{ service: string }>({
  code: 'check/locality-without-eject',
  severity: 'error',
  message: ({ service }) =>
    `\`locality\` of \`${service}\` never lets requests go farther away, because nothing finds out that the near pods fail`,
  note: () => 'Istio only leaves a locality when its pods are ejected. Say `circuitBreaker: {eject: 5}`.',
})

export const hashBesideSplit = defineDiagnostic<{ service: string }>({
  code: 'check/hash-across-versions',
  severity: 'warning',
  message: ({ service }) =>
    `\`hash\` of \`${service}\` keeps a caller at one pod, but \`split\` may choose another version for each request`,
  note: () => 'Say `sticky: 1h` beside `split`, so that a caller stays with his version too.',
})

/** What balancing and circuit breakers mean for the number of pods there are. */
export const pods: Rule = {
  model({ model, report }) {
    for (const service of Object.values(model.services)) {
      const { name, traffic } = service
      const path = ['services', name, 'traffic']
      if (traffic.locality !== undefined && traffic.locality.distribute === undefined && traffic.policy.circuitBreaker?.eject === undefined)
        report(
          localityWithoutEject,
          at(model, ...path, 'locality'),
          { service: name },
          {
            fixes: [
              {
                message: 'leave pods alone that fail five times',
                changes: [{ add: { to: toPointer([...path, 'circuitBreaker']), key: 'eject', value: '5' } }],
              },
            ],
          },
        )
      const shared = traffic.routes.find(
        ({ action }) =>
          action.type === 'forward' && action.to.filter(({ weight, remember }) => weight > 0 && remember === undefined).length > 1,
      )
      if (traffic.policy.balance?.hash !== undefined && shared !== undefined)
        report(
          hashBesideSplit,
          atKey(model, ...path, 'balance', 'hash'),
          { service: name },
          { related: [{ message: 'shared out here', place: at(model, ...path, ...shared.path, 'split') }] },
        )
    }
  },
  platform({ models, report }) {
    const names = new Set(models.flatMap((model) => Object.keys(model.services)))
    for (const name of names) {
      const found = models.flatMap((model) => {
        const service = model.services[name]
        return service === undefined ? [] : [{ model, service }]
      })
      const [first] = found
      if (first === undefined || !found.every(({ service }) => isAlone(service))) continue
      const { policy } = first.service.traffic
      const path = ['services', name, 'traffic']
      if (policy.balance?.hash !== undefined) report(hashOfOne, atKey(first.model, ...path, 'balance', 'hash'), { service: name })
      const eject = policy.circuitBreaker?.eject
      if (eject !== undefined && percentNumber(eject.minHealthy) === 0)
        report(ejectsOnly, atKey(first.model, ...path, 'circuitBreaker', 'eject'), { service: name, after: eject.after, time: eject.for })
    }
  },
}

function isAlone({ versions, kind }: Service): boolean {
  return kind !== 'DaemonSet' && versions.reduce((sum, { replicas }) => sum + replicas.max, 0) < 2
}
