import type { Service } from '../../engine/sdk.ts'

/** The whole name of a Service: a short one is looked up in the namespace of the rule that says it, which need not be the one that is meant. */
export function fqdn({ name, namespace }: { readonly name: string; readonly namespace: string }): string {
  return `${name}.${namespace}.svc.cluster.local`
}

/** SPIFFE identity of the pods of a service, as Istio's policies write it. */
export function principal({ account, namespace }: Service): string {
  return `cluster.local/ns/${namespace}/sa/${account.name}`
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
