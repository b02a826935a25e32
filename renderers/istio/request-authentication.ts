import type { Issuer, Model, Service } from '../../engine/sdk.ts'
import { everyPodOf, ownedLabels } from '../_shared/labels.ts'
import { metadata } from '../_shared/metadata.ts'
import { protoDuration } from './duration.ts'
import { some } from './operations.ts'

/**
 * https://istio.io/latest/docs/reference/config/security/request_authentication/ Refuses a token that is not right. A request without one passes, until the AuthorizationPolicy
 * of the service asks for it.
 */
export function requestAuthentication(service: Service, model: Model) {
  const { jwt } = service.access
  if (jwt === undefined) return undefined
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'RequestAuthentication',
    metadata: metadata(service.name, service.namespace, ownedLabels(model, service)),
    spec: { selector: everyPodOf(service.name), jwtRules: jwt.issuers.map(jwtRule) },
  }
}

function jwtRule({ issuer, keys, audiences, headers, params, cookies, forward, claims, payload, timeout }: Issuer) {
  const fromHeaders = headers.map(({ name, prefix }) => (prefix === '' ? { name } : { name, prefix }))
  const outputs = Object.entries(claims).map(([header, claim]) => ({ header, claim }))
  return {
    issuer,
    ...keysOf(keys),
    ...some('audiences', audiences),
    ...(fromHeaders.length === 0 ? {} : { fromHeaders }),
    ...some('fromParams', params),
    ...some('fromCookies', cookies),
    ...(forward ? { forwardOriginalToken: true } : {}),
    ...(payload === undefined ? {} : { outputPayloadToHeader: payload }),
    ...(outputs.length === 0 ? {} : { outputClaimToHeaders: outputs }),
    // 5s is what Istio does by itself.
    ...(protoDuration(timeout) === '5s' ? {} : { timeout: protoDuration(timeout) }),
  }
}

function keysOf(keys: Issuer['keys']) {
  switch (keys.type) {
    case 'url':
      return { jwksUri: keys.url }
    case 'inline':
      return { jwks: keys.jwks }
    case 'discovery':
      return {}
  }
}
