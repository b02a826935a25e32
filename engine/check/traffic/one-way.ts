import type { ResolvedTraffic } from '../../../schema/generated/resolved.ts'
import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { at, writtenAt } from '../../resolve/origin.ts'
import type { ModelCheck, Rule } from '../check.ts'
import { withoutEffect } from '../without-effect.ts'
import { trafficAt, writtenRoutes } from './words.ts'

export const twoWays = defineDiagnostic<{ service: string; what: string; first: string; second: string }>({
  code: 'check/two-ways',
  severity: 'error',
  message: ({ service, what, first, second }) =>
    `${what} of \`${service}\` says both \`${first}\` and \`${second}\`, but can only do one of them`,
})

export const regexRewrite = defineDiagnostic<{ service: string }>({
  code: 'check/rewrite-of-expression',
  severity: 'error',
  message: ({ service }) => `\`rewrite\` of \`${service}\` replaces a path or its prefix, but this route is matched by an expression`,
  note: () => 'Say `rewrite: {regex: {match: …, with: …}}`, which says which part of the path is replaced.',
})

export const redirectLoop = defineDiagnostic<{ service: string; path: string }>({
  code: 'check/redirect-to-itself',
  severity: 'error',
  message: ({ service, path }) => `\`${service}\` redirects to \`${path}\`, which this route catches again`,
  note: () => 'A browser would go round until it gives up. Match less, or redirect to another place.',
})

export const openCredentials = defineDiagnostic<{ service: string }>({
  code: 'check/cors-open-with-credentials',
  severity: 'error',
  message: ({ service }) => `\`${service}\` lets pages of every origin send cookies`,
  note: () => 'Any page could act in the name of its visitor. Name the origins, or drop `credentials`.',
})

const ACTIONS = ['to', 'split', 'redirect', 'respond'] as const
const ONLY_FORWARDED = ['timeout', 'retries', 'mirror', 'fault', 'rewrite', 'sticky'] as const
const BESIDE_A_LAST_ROUTE = ['to', 'split', 'sticky', 'mirror', 'fault'] as const satisfies readonly (keyof ResolvedTraffic)[]

/** Words of one route that exclude one another. */
export const oneWay: Rule = {
  model({ model, report }) {
    for (const service of Object.values(model.services)) {
      const { name } = service
      const routes = writtenRoutes(service)
      const words = { model, report, name }
      for (const route of routes) {
        const path = ['traffic', ...route.path]
        const what = route.path.length === 0 ? '`traffic`' : `route \`${route.name}\``
        either(words, path, what, ACTIONS)
        either(words, [...path, 'rewrite'], '`rewrite`', ['path', 'regex'])
        for (const index of route.match.keys()) either(words, [...path, 'match', index], 'a match', ['path', 'grpc'])
        if (route.action.type !== 'forward') idle(words, path, ONLY_FORWARDED, 'the request is not sent on')
        else {
          const shared = route.action.to.filter(({ weight }) => weight > 0)
          if (shared.length < 2) idle(words, path, ['sticky'] as const, 'there is only one version to go to')
          if (route.action.retries.attempts === 0)
            idle(
              words,
              [...path, 'retries'],
              ['perTry', 'on', 'backoff', 'samePod', 'remote'] as const,
              'nothing is tried again (`attempts`)',
            )
          const { rewrite } = route.action
          if (rewrite?.path !== undefined && route.match.some((match) => match.path?.type === 'regex'))
            report(regexRewrite, at(model, ...trafficAt(name, route, 'rewrite', 'path')), { service: name })
        }
        if (route.action.type === 'redirect') {
          const { path: target, host, scheme, port } = route.action
          const caught = (value: string) =>
            route.match.length === 0 ||
            route.match.some(
              (match) =>
                match.methods.length === 0 &&
                (match.path === undefined ||
                  match.path.value === value ||
                  (match.path.type === 'prefix' && value.startsWith(match.path.value.replace(/\/?$/, '/')))),
            )
          if (target !== undefined && host === undefined && scheme === undefined && port === undefined && caught(target))
            report(redirectLoop, at(model, ...trafficAt(name, route, 'redirect')), { service: name, path: target })
        }
        if (route.cors?.credentials === true && route.cors.origins.some(isAny))
          report(openCredentials, at(model, ...trafficAt(name, route, 'cors', 'origins')), { service: name })
      }
      const last = routes.at(-1)
      if (last !== undefined && last.path.length > 0)
        idle(words, ['traffic'], BESIDE_A_LAST_ROUTE, `the last route, \`${last.name}\`, catches everything`)
      for (const path of [['traffic'], ...service.traffic.ports.map(({ port }) => ['traffic', 'ports', port.name])]) {
        if (path.length > 1)
          idle(words, [...path, 'circuitBreaker'], ['retryBudget'], 'Istio knows a budget for a service or a version, and none for a port')
        either(words, [...path, 'balance'], '`balance`', ['by', 'hash'])
        either(words, [...path, 'balance', 'hash'], '`hash`', ['header', 'cookie', 'query', 'sourceIp'])
      }
    }
  },
}

interface Words extends ModelCheck {
  readonly name: string
}

/** The second of two words that are written and exclude one another. */
function either({ model, report, name }: Words, path: readonly (string | number)[], what: string, words: readonly string[]): void {
  const said = words.flatMap((word) => {
    const place = writtenAt(model, 'services', name, ...path, word)
    return place === undefined ? [] : [{ word, place }]
  })
  const [first, second] = said
  if (first === undefined || second === undefined) return
  report(
    twoWays,
    second.place,
    { service: name, what, first: first.word, second: second.word },
    { related: [{ message: 'and here', place: first.place }] },
  )
}

function idle({ model, report, name }: Words, path: readonly (string | number)[], words: readonly string[], reason: string): void {
  for (const word of words) {
    const place = writtenAt(model, 'services', name, ...path, word)
    if (place?.pointer.startsWith(`/services/${name}/`)) report(withoutEffect, place, { service: name, field: word, reason })
  }
}

function isAny({ exact, prefix, regex }: { readonly exact?: string; readonly prefix?: string; readonly regex?: string }): boolean {
  return exact === '*' || regex === '.*' || regex === '.+' || prefix === 'http' || prefix === 'https://' || prefix === 'http://'
}
