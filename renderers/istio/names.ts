import type { Model } from '../../engine/sdk.ts'

/** The whole name of a Service: a short one is looked up in the namespace of the rule that says it, which need not be the one that is meant. */
export function fqdn(name: string, model: Model): string {
  return `${name}.${model.environment.namespace}.svc.cluster.local`
}

/** SPIFFE identity of a service account, as Istio's policies write it. */
export function principal(account: string, model: Model): string {
  return `cluster.local/ns/${model.environment.namespace}/sa/${account}`
}

/** Application protocols that Istio routes request by request. */
const ROUTED: readonly string[] = ['http', 'http2', 'grpc', 'grpc-web', 'kubernetes.io/h2c', 'kubernetes.io/ws']

/** Whether Istio routes requests of an application protocol one by one. */
export function isRouted(appProtocol: string): boolean {
  return ROUTED.includes(appProtocol)
}

/** Application protocols that start with a TLS handshake, which names the host in clear. */
export function isTls(appProtocol: string): boolean {
  return appProtocol === 'tls' || appProtocol === 'https'
}
