import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { at, atKey, writtenAt } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'
import { trafficAt, writtenRoutes } from './words.ts'

export const istioTooOld = defineDiagnostic<{ word: string; since: string; target: string }>({
  code: 'check/istio-too-old',
  severity: 'error',
  message: ({ word, since, target }) => `\`${word}\` takes Istio ${since} or later, and the target is ${target}`,
  note: () => 'An older control plane drops the field without a word. Raise `targets.istio`, or do without.',
})

export const notAtEdge = defineDiagnostic<{ service: string; reason: string; isOfRequests: boolean }>({
  code: 'check/not-at-the-edge',
  severity: 'error',
  message: ({ service, reason }) => `\`${service}\` is exposed, and there this can't be said: ${reason}`,
  note: ({ isOfRequests }) =>
    isOfRequests
      ? 'Say `gateway: mesh` in the match, so that it only holds for calls from inside.'
      : 'Choose another `ingress.api`, or expose a service with one version.',
})

/** Fields by the version of Istio that came with them, from its API repository. */
const SINCE: readonly { readonly path: readonly string[]; readonly since: string; readonly of: 'route' | 'policy' }[] = [
  { path: ['retries', 'backoff'], since: '1.26', of: 'route' },
  { path: ['retries', 'samePod'], since: '1.26', of: 'route' },
  { path: ['circuitBreaker', 'retryBudget'], since: '1.27', of: 'policy' },
]

/** What is said of the rest of the requests, and no Gateway and no Ingress can say. */
const REST_WORDS = ['sticky', 'mirror', 'fault', 'headers', 'cors', 'redirect', 'respond', 'rewrite', 'retries'] as const

/** Words that the target version of Istio, or the kind of edge, does not know. */
export const serves: Rule = {
  model({ model, report }) {
    if (model.mesh.provider === 'none') return
    const target = model.targets.istio
    for (const service of Object.values(model.services)) {
      const { name, expose } = service
      const policies = [
        ['traffic'],
        ...service.traffic.ports.map(({ port }) => ['traffic', 'ports', port.name]),
        ...service.versions.flatMap((version) => (version.name === undefined ? [] : [['versions', version.name, 'traffic']])),
      ]
      for (const { path, since, of } of SINCE) {
        if (minor(target) >= minor(since)) continue
        const told = new Set<string>()
        for (const base of of === 'policy' ? policies : writtenRoutes(service).map((route) => ['traffic', ...route.path])) {
          const place = writtenAt(model, 'services', name, ...base, ...path)
          if (place === undefined || told.has(place.pointer)) continue
          told.add(place.pointer)
          report(istioTooOld, place, { word: path.join('.'), since, target })
        }
      }
      if (expose === undefined) continue
      if (model.ingress.api !== 'istio') {
        const reason = `only an edge of Istio's own (\`ingress: {api: istio}\`) knows more than shares and times`
        for (const route of writtenRoutes(service)) {
          if (route.match.length > 0 && route.match.every(({ gateway, from }) => gateway === 'mesh' || from.length > 0)) continue
          const words = route.match.length > 0 ? ['match'] : REST_WORDS
          for (const word of words) {
            const place = writtenAt(model, 'services', name, 'traffic', ...route.path, word)
            if (place?.pointer.startsWith(`/services/${name}/`) === true)
              report(notAtEdge, place, { service: name, reason, isOfRequests: true })
          }
        }
        if (model.ingress.api === 'ingress' && service.versions.length > 1 && expose.as === 'http') {
          const place = writtenAt(model, 'services', name, 'traffic', 'split') ?? writtenAt(model, 'services', name, 'traffic', 'to')
          report(notAtEdge, place ?? atKey(model, 'services', name, 'expose'), {
            service: name,
            isOfRequests: false,
            reason: 'an Ingress sends requests to the pods of all versions alike, whatever their shares',
          })
        }
        continue
      }
      if (expose.as !== 'http') continue
      const moved = expose.rewrite !== undefined || expose.path.some((path) => path !== '/') || expose.match === 'Exact'
      if (moved)
        for (const route of writtenRoutes(service)) {
          for (const [alternative, match] of route.match.entries())
            if (match.path?.type === 'regex' && match.gateway !== 'mesh' && match.from.length === 0)
              report(notAtEdge, at(model, ...trafficAt(name, route, 'match', alternative, 'path')), {
                service: name,
                isOfRequests: true,
                reason: 'nobody can tell which of the exposed paths an expression matches',
              })
          if (
            expose.rewrite !== undefined &&
            route.action.type === 'forward' &&
            route.action.rewrite?.regex !== undefined &&
            route.match.every(({ gateway }) => gateway !== 'mesh')
          )
            report(notAtEdge, at(model, ...trafficAt(name, route, 'rewrite', 'regex')), {
              service: name,
              isOfRequests: true,
              reason: '`expose.rewrite` replaces the path already, and a path is replaced once',
            })
        }
    }
  },
}

function minor(version: string): number {
  return Number(version.split('.')[1])
}
