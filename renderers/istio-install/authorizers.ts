import { type Authorizer, durationSeconds, type Model } from '../../engine/sdk.ts'

/**
 * https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider What the mesh configuration of the control plane has to say, so that policies can
 * name whom the proxies ask.
 */
export function authorizerProviders({ trust }: Model): readonly { readonly name: string }[] {
  return trust.authorizers.map((authorizer) => ({
    name: authorizer.name,
    ...(authorizer.api === 'grpc'
      ? { envoyExtAuthzGrpc: common(authorizer) }
      : { envoyExtAuthzHttp: { ...common(authorizer), ...headersOf(authorizer) } }),
  }))
}

function common({ host, port, timeout, failOpen, status, body, path, api }: Authorizer): object {
  return {
    service: host,
    port,
    timeout: `${durationSeconds(timeout)}s`,
    failOpen,
    statusOnError: String(status),
    ...(api === 'http' && path !== undefined ? { pathPrefix: path } : {}),
    ...(body === undefined ? {} : { includeRequestBodyInCheck: { maxRequestBytes: body, allowPartialMessage: true } }),
  }
}

function headersOf({ send, add, toService, toClient }: Authorizer): object {
  return {
    ...(send.length === 0 ? {} : { includeRequestHeadersInCheck: send }),
    ...(Object.keys(add).length === 0 ? {} : { includeAdditionalHeadersInCheck: add }),
    ...(toService.length === 0 ? {} : { headersToUpstreamOnAllow: toService }),
    ...(toClient.length === 0 ? {} : { headersToDownstreamOnDeny: toClient }),
  }
}
