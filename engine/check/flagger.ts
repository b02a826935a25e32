import { defineDiagnostic } from '../diagnostics/diagnostic.ts'
import { durationSeconds } from '../kinds/duration.ts'
import { carriesRequests } from '../kinds/requests.ts'
import type { Model, Service } from '../resolve/model.ts'
import { writtenAt } from '../resolve/origin.ts'
import type { Rule } from './check.ts'

export const notByFlagger = defineDiagnostic<{ service: string; word: string; reason: string }>({
  code: 'check/not-by-flagger',
  severity: 'error',
  message: ({ service, word, reason }) => `\`${word}\` of \`${service}\` can't be honoured by Flagger: ${reason}`,
  note: () => 'Do without it, or say `delivery: { progressive: argo-rollouts }`.',
})

const SERVICE = 'it makes the Service itself, and always the same'
const POLICY = 'its Canary has no word for it'
const HALVES = 'requests are shared out between two Services, and connections are not'

/** What the Canary of Flagger has no words for. https://github.com/fluxcd/flagger/blob/main/artifacts/flagger/crd.yaml */
const WORDS: readonly { readonly path: string; readonly reason: string }[] = [
  ...'type annotations class sources externalTraffic internalTraffic sticky families publishNotReady'
    .split(' ')
    .map((word) => ({ path: `service/${word}`, reason: SERVICE })),
  ...'connections connectTimeout keepAlive retryBudget'
    .split(' ')
    .map((word) => ({ path: `traffic/circuitBreaker/${word}`, reason: POLICY })),
  { path: 'traffic/balance/hash/query', reason: POLICY },
  { path: 'traffic/locality/prefer', reason: POLICY },
  { path: 'traffic/ports', reason: POLICY },
]

/** Shortest time between two looks, in seconds. */
const SHORTEST = 10

/** Words about a service whose releases Flagger shifts requests to. */
export const flagger: Rule = {
  model({ model, report }) {
    for (const service of Object.values(model.services)) {
      const { canary } = service.rollout
      if (canary?.by !== 'flagger') continue
      const say = (reason: string, ...path: readonly string[]) => {
        const place = writtenAt(model, 'services', service.name, ...path)
        if (place !== undefined) report(notByFlagger, place, { service: service.name, word: path.join('.'), reason })
      }
      for (const { path, reason } of WORDS) say(reason, ...path.split('/'))
      if (durationSeconds(canary.every) < SHORTEST) say(`it looks every ${SHORTEST}s at most`, 'rollout', 'canary', 'every')
      if (service.expose !== undefined && service.expose.as !== 'http') say(HALVES, 'expose', 'as')
      for (const { name, port, servicePort, protocol, appProtocol } of service.ports)
        if (!carriesRequests(appProtocol) && (port !== servicePort || protocol !== 'TCP'))
          say('it finds further ports at the containers, and gives each the same number in the Service, for TCP', 'ports', name)
    }
  },
}

const LONGEST_NAME = 63 - '-primary'.length

/** Why Flagger can't shift the requests of a service at all; undefined when it can. */
export function flaggerObstacle({ name, ports }: Service, { services }: Model) {
  if (ports.filter(({ appProtocol }) => carriesRequests(appProtocol)).length > 1)
    return {
      reason: 'Flagger shifts the requests of one port, and several carry HTTP or gRPC',
      hint: 'Make the others a service of their own, or say `delivery: { progressive: argo-rollouts }`.',
    }
  if (name.length > LONGEST_NAME)
    return {
      reason: `Flagger makes a Service \`${name}-primary\`, and that name is too long`,
      hint: `Its own name may have ${LONGEST_NAME} characters.`,
    }
  const taken = [`${name}-primary`, `${name}-canary`].find((other) => services[other] !== undefined)
  if (taken !== undefined)
    return { reason: `Flagger makes a Service \`${taken}\`, and that is another service`, hint: 'Call one of them something else.' }
  return undefined
}
