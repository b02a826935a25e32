import {
  type Destination,
  durationSeconds,
  type Forward,
  type Model,
  type Port,
  percentNumber,
  type Route,
  type Service,
} from '../../engine/sdk.ts'
import { isFlagged } from '../_shared/flagger.ts'
import { protoDuration } from './duration.ts'
import { textMatch } from './match.ts'
import { fqdn } from './names.ts'
import { outward } from './paths.ts'
import type { Side } from './rules.ts'
import { spread } from './subsets.ts'

/** What happens to the requests of a route. `path` is what the matched part of the path is replaced by; undefined leaves it. */
export function actionOf({ action, headers, cors }: Route, side: Side, path: string | undefined, model: Model): object {
  const around = { ...headersOf(headers), ...corsOf(cors) }
  switch (action.type) {
    case 'redirect':
      return { redirect: redirectOf(action, side), ...around }
    case 'respond':
      return {
        directResponse: { status: action.status, ...(action.body === undefined ? {} : { body: { string: action.body } }) },
        ...around,
      }
    case 'forward':
      return { ...rewriteOf(action.rewrite, path), ...forwardOf(action, side, model), ...around }
  }
}

/** Retries are always said, because Istio would try twice more by itself; without a timeout it waits, and it takes no zero for that. */
function forwardOf({ timeout: own, to: said, mirror, fault, retries }: Forward, { port, timeout: limit }: Side, model: Model): object {
  const timeout = limit === undefined ? own : limit
  const to = spread(said, model)
  const [first] = to
  const flagged = first === undefined ? undefined : flaggedTarget(first, model)
  return {
    ...(flagged === undefined
      ? {
          route: to.map((target) => ({
            destination: destinationOf(target, port, model),
            ...(to.length === 1 ? {} : { weight: target.weight }),
            ...(target.remember === undefined ? {} : { headers: { response: { add: { 'Set-Cookie': target.remember } } } }),
          })),
        }
      : { delegate: { name: flagged.name, namespace: flagged.namespace } }),
    ...(timeout === undefined || durationSeconds(timeout) === 0 ? {} : { timeout: protoDuration(timeout) }),
    retries: retriesOf(retries),
    ...(mirror === undefined
      ? {}
      : { mirrors: [{ destination: destinationOf(mirror.to, port, model), percentage: { value: percentNumber(mirror.share) } }] }),
    ...(fault === undefined ? {} : { fault: faultOf(fault) }),
  }
}

/** A service whose requests Flagger shares out, by a VirtualService of its own that ours leads to. https://docs.flagger.app/faq#istio-routing */
function flaggedTarget({ service }: Destination, { services }: Model): Service | undefined {
  const target = services[service]
  return target !== undefined && isFlagged(target) ? target : undefined
}

/** https://istio.io/latest/docs/reference/config/networking/virtual-service/#Destination The port is always said. */
export function destinationOf({ service, version, port }: Destination, asked: Port, model: Model): object {
  return {
    host: fqdn(model.services[service] as Service),
    ...(version === undefined ? {} : { subset: version }),
    port: { number: port === undefined ? asked.servicePort : port.servicePort },
  }
}

function retriesOf({ attempts, perTry, on, backoff, samePod, remote }: Forward['retries']): object {
  if (attempts === 0) return { attempts: 0 }
  return {
    attempts,
    ...(perTry === undefined ? {} : { perTryTimeout: protoDuration(perTry) }),
    retryOn: on.join(','),
    ...(backoff === undefined ? {} : { backoff: protoDuration(backoff) }),
    ...(samePod ? { retryIgnorePreviousHosts: false } : {}),
    ...(remote ? { retryRemoteLocalities: true } : {}),
  }
}

function faultOf({ delay, abort }: NonNullable<Forward['fault']>): object {
  return {
    ...(delay === undefined ? {} : { delay: { percentage: { value: percentNumber(delay.share) }, fixedDelay: protoDuration(delay.for) } }),
    ...(abort === undefined ? {} : { abort: { percentage: { value: percentNumber(abort.share) }, httpStatus: abort.status } }),
  }
}

function rewriteOf(rewrite: Forward['rewrite'], path: string | undefined): object {
  const words = {
    ...(path === undefined ? {} : { uri: path }),
    ...(rewrite?.host === undefined ? {} : { authority: rewrite.host }),
    ...(rewrite?.regex === undefined ? {} : { uriRegexRewrite: { match: rewrite.regex.match, rewrite: rewrite.regex.with } }),
  }
  return Object.keys(words).length === 0 ? {} : { rewrite: words }
}

function redirectOf(
  { path, host, scheme, port, status }: Extract<Route['action'], { readonly type: 'redirect' }>,
  { outer }: Side,
): object {
  return {
    ...(path === undefined ? {} : { uri: outer === undefined || host !== undefined ? path : outward(path, outer) }),
    ...(host === undefined ? {} : { authority: host }),
    ...(scheme === undefined ? {} : { scheme }),
    ...(port === undefined ? {} : { port }),
    redirectCode: status,
  }
}

function headersOf({ request, response }: Route['headers']): object {
  const changed = { ...operations('request', request), ...operations('response', response) }
  return Object.keys(changed).length === 0 ? {} : { headers: changed }
}

function operations(name: string, { set, add, remove }: Route['headers']['request']): object {
  const words = {
    ...(Object.keys(set).length === 0 ? {} : { set }),
    ...(Object.keys(add).length === 0 ? {} : { add }),
    ...(remove.length === 0 ? {} : { remove }),
  }
  return Object.keys(words).length === 0 ? {} : { [name]: words }
}

function corsOf(cors: Route['cors']): object {
  if (cors === undefined) return {}
  const { origins, methods, headers, expose, maxAge, credentials } = cors
  return {
    corsPolicy: {
      allowOrigins: origins.map(textMatch),
      allowMethods: methods,
      ...(headers.length === 0 ? {} : { allowHeaders: headers }),
      ...(expose.length === 0 ? {} : { exposeHeaders: expose }),
      maxAge: protoDuration(maxAge),
      allowCredentials: credentials,
    },
  }
}
